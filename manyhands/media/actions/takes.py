"""Takes: recordings that nobody finished. Their bytes came while they were recorded, so they are here.

A recorder does not know how long a recording will be, so its upload has no length until somebody says that it
is over: the recorder itself, or later its maker on any device, when the browser that recorded is gone.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core.errors import AlreadyDone, NotThere, RuleBroken
from manyhands.media.actions.uploads import finish_upload, remove_upload
from manyhands.media.models import Upload
from manyhands.media.scratch import scratch
from manyhands.media.store.current import store
from manyhands.media.store.protocol import sha256_of
from manyhands.media.trimming import WHOLE, Range, trim, whole_until
from manyhands.media.tus.part import Held, Missing, Part
from manyhands.media.tus.place import node_name, parts
from manyhands.people.models import Member

STILL_SENDING = dt.timedelta(seconds=5)  # a recorder sends something at least once a second
PATIENCE_S = 1.0  # whoever only asks how far it has come holds a part for a moment
LOOKS_AGAIN_S = 0.05


class StillRecorded(AlreadyDone):
    """Its bytes are still coming, from another page or device."""


class EmptyTake(RuleBroken):
    """Nothing was recorded before it broke off."""

    status = 409


class OnAnotherNode(RuleBroken):
    """The bytes lie on the disk of another machine of this company."""

    status = 421


@contextlib.contextmanager
def finishing_take(take_id: str, *, by: Member, at: dt.datetime, kept: Range = WHOLE) -> Iterator[Upload]:
    """End a take with the bytes that are here, and give it to the block as a finished upload.

    :param kept: what of it; the rest is gone once the block is through

    What the block does is done together with it or not at all. A take that is finished already is given as
    it is, so that doing it twice changes nothing. Every step may be the last before a crash, as in
    ``tus.holding.finish``: until the rows are committed, the part keeps its name and the take is offered.

    :raises NotThere: no such take, or somebody else's
    :raises StillRecorded: something came within the last seconds
    :raises EmptyTake: no byte of it arrived
    :raises OnAnotherNode: ask the machine that took it
    :raises CannotTrim: keep it whole, or choose other moments
    """
    with _held(take_id, by=by) as part:
        if part is None:
            with transaction.atomic():
                yield Upload.objects.finished().get(pk=take_id)
            return
        _check_over(take_id, at=at)
        if not part.size:
            raise EmptyTake(_("Nothing of this take arrived. Drop it, and record it again."))
        sha256, size = _stored(part, kept)
        with transaction.atomic():
            Upload.objects.filter(pk=take_id).update(rescued_at=at)
            yield finish_upload(Upload(pk=take_id), sha256=sha256, size=size, at=at)
        part.remove()


def _stored(part: Part, kept: Range) -> tuple[str, int]:
    """Put what is kept of a take into the store; its hash and size."""
    if (whole := whole_until(part.path)) < part.size:
        part.discard_to(whole)
    if kept.is_whole:
        sha256 = part.sha256()
        store().adopt_file(part.path, sha256)
        return sha256, part.size
    with scratch("trim") as folder:
        path = trim(part.path, kept, folder)
        sha256, size = sha256_of(path), path.stat().st_size
        store().put_file(path, sha256)
    return sha256, size


def drop_take(take_id: str, *, by: Member, at: dt.datetime) -> None:
    """Throw an unfinished take away; its room is free again.

    :raises NotThere: no such take, or somebody else's, or it is finished
    :raises StillRecorded: something came within the last seconds
    """
    with _held(take_id, by=by) as part:
        if part is None:
            raise NotThere(_("This take is kept already. Remove it where it is used."))
        _check_over(take_id, at=at)
        remove_upload(Upload(pk=take_id), at=at)
        part.remove()


@contextlib.contextmanager
def _held(take_id: str, *, by: Member) -> Iterator[Part | None]:
    """Be the only one who writes to a take; None where it was finished."""
    part = _open(take_id, by=by)
    try:
        yield part
    finally:
        if part is not None:
            part.close()


def _open(take_id: str, *, by: Member) -> Part | None:
    until = time.monotonic() + PATIENCE_S
    while True:
        upload = _take_of(take_id, by=by)
        if upload.finished_at is not None:
            return None
        if upload.node != node_name():
            raise OnAnotherNode(_("This take lies on another of our machines. Try again in a moment."))
        try:
            return parts().open(take_id)
        except Held:
            if time.monotonic() > until:
                raise _still_recorded() from None
        except Missing:  # somebody may just have finished it; then the next look finds that
            if time.monotonic() > until:
                raise NotThere(_("What arrived of this take is gone.")) from None
        time.sleep(LOOKS_AGAIN_S)


def _take_of(take_id: str, *, by: Member) -> Upload:
    upload = Upload.objects.recordings().filter(pk=take_id, member=by, removed_at=None).first()
    if upload is None:
        raise NotThere(_("There is no such take."))
    return upload


def _check_over(take_id: str, *, at: dt.datetime) -> None:
    """Between two pieces of a recording nobody holds its part, so the moment of the last one counts, too."""
    upload = Upload.objects.get(pk=take_id)
    if upload.last_heard_at > at - STILL_SENDING:
        raise _still_recorded()


def _still_recorded() -> StillRecorded:
    return StillRecorded(
        _("This take is still being recorded. Stop it there, or wait until nothing came for some seconds.")
    )

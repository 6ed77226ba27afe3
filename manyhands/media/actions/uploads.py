"""An upload begins, grows, ends: the rows of it. Its bytes lie in ``media.tus.part`` meanwhile."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from manyhands.core.errors import NotThere, RuleBroken
from manyhands.media.actions.processing import begin_processing
from manyhands.media.actions.strangers_room import check_room, queue_strangers
from manyhands.media.models import Blob, Upload, Use
from manyhands.media.rules import clean_name
from manyhands.media.store.current import store
from manyhands.media.store.protocol import sha256_of
from manyhands.media.tus.place import node_name, parts
from manyhands.people.models import Member

UNFINISHED_AT_ONCE = 1000  # uploads of one member: a folder dropped on the page may hold hundreds


class TooLarge(RuleBroken):
    """No single file may be this large."""

    status = 413


class QuotaFull(RuleBroken):
    """The member's room is used up.

    413 and not 507: trying again changes nothing, and clients do try again after a 5xx.
    """

    status = 413


class DiskFull(RuleBroken):
    """The node must keep its reserve, so that decisions, erasures and payments still commit."""

    status = 507


class TooManyUploads(RuleBroken):
    """One member has begun very many uploads and ended none."""

    status = 429


class UploadGone(RuleBroken):
    """The upload was ended or has expired."""

    status = 410


@dataclass(frozen=True)
class Announced:
    """What a client says about a file before it sends it. ``length`` is None while it does not know it."""

    length: int | None
    name: str = ""
    declared_type: str = ""
    metadata: str = ""

    @property
    def is_recording(self) -> bool:
        """Of unknown length, and sound or film by its sender's word: a recorder, or one that is like it."""
        return self.length is None and self.declared_type.startswith(("audio/", "video/"))


@transaction.atomic
def start_upload(announced: Announced, *, by: Member, at: dt.datetime) -> Upload:
    """Reserve room for a file and make its empty part.

    A file of unknown length reserves as it grows (``reserve_up_to``).

    :raises TooLarge: more than one file may have
    :raises QuotaFull: more than the member has room for
    :raises DiskFull: more than this node can take
    :raises TooManyUploads: end some first
    """
    upload = _new_upload(announced, by=by, at=at)
    parts().create(upload.pk)
    return upload


@transaction.atomic
def ingest_file(path: Path, *, name: str, member: Member, at: dt.datetime) -> Upload:
    """Take a file that lies on this machine, as if the member had uploaded it. ``path`` is left as it is.

    :raises TooLarge: more than one file may have
    :raises QuotaFull: more than the member has room for
    :raises DiskFull: more than this node can take
    """
    sha256, size = sha256_of(path), path.stat().st_size
    upload = _new_upload(Announced(size, clean_name(name)), by=member, at=at)
    store().put_file(path, sha256)
    return finish_upload(upload, sha256=sha256, size=size, at=at)


def _new_upload(announced: Announced, *, by: Member, at: dt.datetime) -> Upload:
    size = announced.length or 0
    _check_size(size)
    if Upload.objects.unfinished().filter(member=by).count() >= UNFINISHED_AT_ONCE:
        raise TooManyUploads(_("You have %(count)d unfinished uploads.") % {"count": UNFINISHED_AT_ONCE})
    if parts().free() < size:
        raise DiskFull(_("There is no space left here for this file. Try again later."))
    _reserve(by, size)
    return Upload.objects.create(
        member=by,
        node=node_name(),
        name=announced.name,
        declared_type=announced.declared_type,
        metadata=announced.metadata,
        length=announced.length,
        is_recording=announced.is_recording,
        reserved=size,
        at=at,
        expires_at=at + dt.timedelta(hours=settings.UPLOAD_EXPIRES_HOURS),
    )


@transaction.atomic
def reserve_up_to(upload: Upload, size: int, *, length: int | None, at: dt.datetime) -> None:
    """Reserve room for the first ``size`` bytes of a file whose length was not known; ``length`` is, now.

    :raises TooLarge: more than one file may have
    :raises QuotaFull: more than the member has room for
    :raises TakeTooLong: nobody has claimed it, and more than five minutes of a recording are
    :raises TooManyTakes: likewise, and much came from that network
    :raises StrangersFull: likewise, and there is no room for such recordings
    """
    size = max(size, length or 0)
    _check_size(size)
    if upload.claim_id:
        queue_strangers()
    row = Upload.objects.select_for_update(of=("self",)).select_related("member", "claim").get(pk=upload.pk)
    if row.member is None:
        check_room(row, size, at=at)
    elif size > row.reserved:
        _reserve(row.member, size - row.reserved)
    row.reserved = max(size, row.reserved)
    if length is not None:
        row.length = length
    row.save(update_fields=["reserved", "length"])


def note_offset(upload: Upload, offset: int, *, at: dt.datetime) -> None:
    """Write down how far an upload has come; the time until it expires begins anew."""
    Upload.objects.unfinished().filter(pk=upload.pk).update(
        offset=offset, expires_at=at + dt.timedelta(hours=settings.UPLOAD_EXPIRES_HOURS)
    )


@transaction.atomic
def finish_upload(upload: Upload, *, sha256: str, size: int, at: dt.datetime) -> Upload:
    """Make the stored bytes a blob and queue its preparation. Doing it twice changes nothing.

    :raises UploadGone: it was ended meanwhile
    """
    row = Upload.objects.select_for_update().get(pk=upload.pk)
    if row.finished_at is not None:
        return row
    if row.removed_at is not None or row.member is None:
        raise UploadGone(_("This upload was ended. Begin it again."))
    row.blob, _new = Blob.objects.get_or_create(sha256=sha256, defaults={"size": size, "at": at})
    row.length = row.offset = size
    row.finished_at = at
    _settle_reservation(row, size)
    row.save()
    begin_processing(row.blob, owner=row.member, at=at)
    return row


@transaction.atomic
def remove_upload(upload: Upload, *, at: dt.datetime) -> None:
    """Give back an upload's room. Unfinished bytes go; a blob stays until nothing names it any more.

    :raises NotThere: it is gone already
    """
    row = Upload.objects.select_for_update().filter(pk=upload.pk, removed_at=None).first()
    if row is None:
        raise NotThere(_("This upload is gone."))
    row.removed_at = at
    _settle_reservation(row, 0)
    row.save(update_fields=["removed_at", "reserved"])


def _settle_reservation(row: Upload, size: int) -> None:
    if row.member_id is not None:
        Use.objects.release(row.member_id, row.reserved - size)
    row.reserved = size


def _check_size(size: int) -> None:
    if size > settings.UPLOAD_MAX_BYTES:
        raise TooLarge(
            _("This file is larger than %(limit)s, the most that one file may have here.")
            % {"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)}
        )


def _reserve(member: Member, size: int) -> None:
    if not Use.objects.reserve(member, size, quota=settings.QUOTA_BYTES):
        raise QuotaFull(
            _("This file does not fit into your %(quota)s. Remove drafts that you do not need.")
            % {"quota": filesizeformat(settings.QUOTA_BYTES)}
        )

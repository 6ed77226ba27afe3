"""Putting in order what uploads and workers leave behind. Nothing here touches a blob.

Each sweep sees to the disk of the node that it runs on; with several nodes, each gets its turns.
"""

from __future__ import annotations

import datetime as dt
import logging
import time

from django.db import transaction
from django.db.models import Q, Sum

from manyhands.core import clock
from manyhands.core.jobs import every
from manyhands.media.actions.strangers import NODE_GIVEN_UP, expire_strangers_takes
from manyhands.media.actions.uploads import remove_upload
from manyhands.media.models import Upload, Use
from manyhands.media.scratch import sweep_scratch
from manyhands.media.store.current import store
from manyhands.media.store.local import LocalStore
from manyhands.media.tus.part import Held, Missing
from manyhands.media.tus.place import node_name, parts

YOUNG_S = 3600  # a part may be an hour old before its row must be there: its transaction has ended by then
ARRIVING_S = 86_400

logger = logging.getLogger(__name__)


def expire_uploads(*, at: dt.datetime) -> int:
    """End the uploads that nobody went on with; how many. One that is being written to is left alone."""
    mine = Q(node=node_name()) | Q(expires_at__lte=at - NODE_GIVEN_UP)
    return sum(_expire(upload, at=at) for upload in Upload.objects.expired(at=at).filter(mine))


def _expire(upload: Upload, *, at: dt.datetime) -> bool:
    try:
        part = parts().open(upload.pk)
    except Held:
        return False
    except Missing:
        part = None
    try:
        with transaction.atomic():
            row = Upload.objects.select_for_update().expired(at=at).filter(pk=upload.pk).first()
            if row is None:  # somebody went on with it, or finished it, while we came
                return False
            remove_upload(row, at=at)
        if part:
            part.remove()
        return True
    finally:
        if part:
            part.close()


def sweep_parts() -> int:
    """Remove unfinished files that no unfinished upload names; how many.

    A crash between file and row leaves one, and a crash between row and file another.
    """
    folder = parts().folder
    names = {path.name.removesuffix(".unchecked") for path in folder.glob("[0-9a-f]*") if _is_old(path.name)}
    return sum(_sweep(name) for name in names - _unfinished(names))


def _is_old(name: str) -> bool:
    try:
        return time.time() - (parts().folder / name).stat().st_mtime > YOUNG_S
    except FileNotFoundError:
        return False


def _unfinished(names: set[str]) -> set[str]:
    return set(Upload.objects.unfinished().filter(pk__in=names).values_list("pk", flat=True))


def _sweep(name: str) -> bool:
    try:
        part = parts().open(name)
    except Held:
        return False
    except Missing:
        parts().remove(name)  # a lone mark
        return True
    try:
        part.remove()
        return True
    finally:
        part.close()


def recount_use() -> int:
    """Set each member's used bytes to what the uploads add up to; how many were wrong (none should be)."""
    wrong = 0
    for use in Use.objects.all():
        with transaction.atomic():
            locked = Use.objects.select_for_update().get(pk=use.pk)
            held = Upload.objects.filter(member_id=use.pk, removed_at=None).aggregate(sum=Sum("reserved"))
            if locked.bytes != (held["sum"] or 0):
                logger.error("Member %s used %s bytes, not %s.", use.pk, held["sum"], locked.bytes)
                locked.bytes = held["sum"] or 0
                locked.save(update_fields=["bytes"])
                wrong += 1
    return wrong


@every("*/10 * * * *")
def sweep_uploads_later() -> None:
    expire_uploads(at=clock.now())
    expire_strangers_takes(at=clock.now())
    sweep_parts()


@every("17 * * * *")
def sweep_scratch_later() -> None:
    sweep_scratch()
    here = store()
    if isinstance(here, LocalStore):
        here.sweep_arriving(ARRIVING_S)


@every("41 4 * * *")
def recount_use_later() -> None:
    recount_use()

"""From stored bytes to something that plays: first the bytes are read back, then they are looked at."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from django.db import transaction

from manyhands.core import clock
from manyhands.core.jobs import task
from manyhands.media.models import Blob, Processing, ProcessingState
from manyhands.media.sniff import Sniffed, sniff
from manyhands.media.store import Damaged, Gone
from manyhands.media.store.current import store
from manyhands.media.store.protocol import sha256_of
from manyhands.people.models import Member


def begin_processing(blob: Blob, *, owner: Member, at: dt.datetime) -> Processing:
    """Queue the preparation of new bytes; bytes that are known already keep the state they have."""
    processing, new = Processing.objects.get_or_create(
        blob=blob, defaults={"owner": owner, "at": at, "changed_at": at}
    )
    if new:
        prepare_later.defer_fairly(owner=owner.pk, blob_id=blob.pk)
    return processing


def prepare(*, blob_id: int) -> None:
    """Read the stored bytes back, and find out what they are.

    "Finished" in an upload means that the bytes were written; that they are really there is proven here.
    """
    blob = Blob.objects.get(pk=blob_id)
    sniffed = read_back(blob)
    with transaction.atomic():
        row = Processing.objects.select_for_update().get(blob=blob)
        row.changed_at = clock.now()
        if sniffed is None:
            row.state, row.reason_code = ProcessingState.FAILED, "damaged_here"
        else:
            row.kind, row.media_type = sniffed.kind, sniffed.mime
        row.save()


@task(queue="media")
def prepare_later(*, blob_id: int) -> None:
    prepare(blob_id=blob_id)


def read_back(blob: Blob) -> Sniffed | None:
    """What the stored bytes are, or None if they are not those that were uploaded."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            with store().borrow(blob.sha256, Path(scratch)) as path:
                return sniff(path) if sha256_of(path) == blob.sha256 else None
        except (Damaged, Gone):
            return None

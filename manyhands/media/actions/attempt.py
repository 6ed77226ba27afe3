"""One run at preparing an original: all that it writes, it writes under its number.

A worker that was stopped and wakes up after its job was given to another would otherwise write old results
over new ones. So each write names the attempt, and finds no row once a later one has begun.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from manyhands.core import clock, events
from manyhands.media.events import BlobFailed, BlobPlayable, BlobReady
from manyhands.media.models import Blob, Processing, ProcessingState, Rendition
from manyhands.media.refusals import Refusal
from manyhands.media.store.current import store
from manyhands.media.store.protocol import sha256_of

PROGRESS_EVERY_S = 1.0
LONGEST_LOG = 20_000  # characters, of the end


class Superseded(Exception):
    """Another attempt has begun; what this one finds out does not count any more."""


@dataclass(frozen=True)
class Output:
    """A file that was made for playing or showing, checked, and ready to be kept."""

    profile: str
    path: Path
    media_type: str
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None


def begin_attempt(blob_id: int) -> Attempt | None:
    """Take the next number; None if the blob is ready, or has failed for good."""
    with transaction.atomic():
        row = Processing.objects.select_for_update().select_related("blob").get(blob_id=blob_id)
        if row.state in {ProcessingState.READY, ProcessingState.FAILED}:
            return None
        row.attempt, row.state, row.changed_at = row.attempt + 1, ProcessingState.RUNNING, clock.now()
        row.save(update_fields=["attempt", "state", "changed_at"])
    return Attempt(row.blob, row.attempt)


@dataclass
class Attempt:
    blob: Blob
    number: int
    _told_at: float = field(default=0.0, repr=False)

    def tell(self, step: str, per_mille: int) -> None:
        """Say how far it is, at most once a second: a page may be watching."""
        now = time.monotonic()
        if now - self._told_at >= PROGRESS_EVERY_S or per_mille >= 1000:
            self._told_at = now
            self.write(step=step, progress=min(1000, max(0, per_mille)))

    def write(self, **changes: Any) -> None:
        """
        :raises Superseded: nothing was written
        """
        mine = Processing.objects.filter(blob=self.blob, attempt=self.number, state=ProcessingState.RUNNING)
        if not mine.update(changed_at=clock.now(), **changes):
            raise Superseded

    def has(self, profile: str) -> bool:
        """Whether an earlier attempt made this already: a killed worker resumes behind it."""
        return Rendition.objects.filter(source=self.blob, profile=profile).exists()

    def publish(self, output: Output) -> None:
        """Store a finished file and make it a rendition; before this it is nowhere, afterwards it is whole.

        :raises Superseded: nothing was published
        """
        sha256, size = sha256_of(output.path), output.path.stat().st_size
        _sync(output.path)
        store().adopt_file(output.path, sha256)
        with transaction.atomic():
            at = clock.now()
            self._hold()
            made, _new = Blob.objects.get_or_create(sha256=sha256, defaults={"size": size, "at": at})
            first = not Rendition.objects.filter(source=self.blob).exists()
            Rendition.objects.get_or_create(
                source=self.blob,
                profile=output.profile,
                defaults={
                    "output": made,
                    "media_type": output.media_type,
                    "width": output.width,
                    "height": output.height,
                    "duration_ms": output.duration_ms,
                    "at": at,
                },
            )
            if first:
                self._record(BlobPlayable(blob_id=self.blob.pk), at=at)

    @transaction.atomic
    def finish(self) -> None:
        at = clock.now()
        self.write(state=ProcessingState.READY, progress=1000, step="", reason_code="", reason_values={})
        self._record(BlobReady(blob_id=self.blob.pk), at=at)

    @transaction.atomic
    def refuse(self, refusal: Refusal, *, log: str = "") -> None:
        """It will not get better by trying again."""
        at = clock.now()
        self.write(
            state=ProcessingState.FAILED,
            step="",
            reason_code=refusal.code,
            reason_values=dict(refusal.values),
            log=log[-LONGEST_LOG:],
        )
        self._record(BlobFailed(blob_id=self.blob.pk), at=at)

    def give_back(self, log: str) -> None:
        """Something went wrong that may pass; the job is tried again, and the owner sees it waiting."""
        self.write(state=ProcessingState.WAITING, step="", log=log[-LONGEST_LOG:])

    def _hold(self) -> Processing:
        row = Processing.objects.select_for_update().filter(blob=self.blob, attempt=self.number).first()
        if row is None or row.state != ProcessingState.RUNNING:
            raise Superseded
        return row

    def _record(self, event: events.Event, *, at: dt.datetime) -> None:
        events.record(event, by=None, at=at, topics=[("blob", self.blob.pk)])


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

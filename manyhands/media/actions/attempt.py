"""One run at preparing an original: all that it writes, it writes under its number.

A worker that was stopped and wakes up after its job was given to another would otherwise write old results
over new ones. So each write names the attempt, and finds no row once a later one has begun.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from manyhands.core import clock, events
from manyhands.media.events import BlobFailed, BlobPlayable, BlobReady
from manyhands.media.ladder import EDITION, Made, Output
from manyhands.media.models import Blob, Processing, ProcessingState, Rendition
from manyhands.media.refusals import Refusal
from manyhands.media.store.current import store
from manyhands.media.store.protocol import sha256_of

PROGRESS_EVERY_S = 1.0
LONGEST_LOG = 20_000  # characters, of the end


class Superseded(Exception):
    """Another attempt has begun; what this one finds out does not count any more."""


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
    """One run, from taking its number to its outcome."""

    blob: Blob
    number: int
    state: ProcessingState = ProcessingState.RUNNING  # in which it finds its row, and leaves it
    _told_at: float = field(default=0.0, repr=False)
    _log: list[str] = field(default_factory=list, repr=False)

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
        mine = Processing.objects.filter(blob=self.blob, attempt=self.number, state=self.state)
        if not mine.update(changed_at=clock.now(), **changes):
            raise Superseded

    def note(self, line: str) -> None:
        """Say in the owner's log what was done; it is written with the next result."""
        self._log.append(line)

    def has(self, profiles: Collection[str]) -> bool:
        """Whether an earlier attempt made all of these already: a killed worker resumes behind them."""
        made = Rendition.objects.filter(source=self.blob, profile__in=profiles).count()
        return bool(profiles) and made == len(profiles)

    def publish(self, made: Made) -> None:
        """Keep what a step has made: before this it is nowhere, afterwards all of it is there.

        :raises Superseded: nothing was published
        """
        there = set(Rendition.objects.filter(source=self.blob).values_list("profile", flat=True))
        stored = [(output, *_keep(path)) for output, path in made.files if output.profile not in there]
        with transaction.atomic():
            self._hold()
            at = clock.now()
            is_first = not Rendition.objects.filter(source=self.blob).exists()
            for output, sha256, size in stored:
                self._add(output, sha256, size, at=at)
            self.write(log=self._whole_log(), **made.facts)
            if is_first and stored:
                self._record(BlobPlayable(blob_id=self.blob.pk), at=at)

    def _add(self, output: Output, sha256: str, size: int, *, at: dt.datetime) -> None:
        made, _new = Blob.objects.get_or_create(sha256=sha256, defaults={"size": size, "at": at})
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

    @transaction.atomic
    def finish(self) -> None:
        at = clock.now()
        self.write(
            state=ProcessingState.READY,
            progress=1000,
            step="",
            reason_code="",
            reason_values={},
            log=self._whole_log(),
            edition=EDITION,
        )
        self._record(BlobReady(blob_id=self.blob.pk), at=at)

    def close(self) -> None:
        """All of today's ladder was tried."""
        self.write(edition=EDITION, log=self._whole_log())

    @transaction.atomic
    def refuse(self, refusal: Refusal, *, log: str = "") -> None:
        """It will not get better by trying again."""
        at = clock.now()
        self.write(
            state=ProcessingState.FAILED,
            step="",
            reason_code=refusal.code,
            reason_values=dict(refusal.values),
            log=self._whole_log(log),
        )
        self._record(BlobFailed(blob_id=self.blob.pk), at=at)

    def give_back(self, log: str) -> None:
        """Something went wrong that may pass; the job is tried again, and the owner sees it waiting."""
        self.write(state=ProcessingState.WAITING, step="", log=self._whole_log(log))

    def _whole_log(self, more: str = "") -> str:
        return "\n".join([*self._log, more]).strip()[-LONGEST_LOG:]

    def _hold(self) -> Processing:
        row = Processing.objects.select_for_update().filter(blob=self.blob, attempt=self.number).first()
        if row is None or row.state != self.state:
            raise Superseded
        return row

    def _record(self, event: events.Event, *, at: dt.datetime) -> None:
        events.record(event, by=None, at=at, topics=[("blob", self.blob.pk)])


def _keep(path: Path) -> tuple[str, int]:
    """Put a finished file into the store; its hash and size."""
    sha256, size = sha256_of(path), path.stat().st_size
    _sync(path)
    store().adopt_file(path, sha256)
    return sha256, size


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

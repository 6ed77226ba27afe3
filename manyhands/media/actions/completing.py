"""Works that were prepared before get what the ladder makes today, behind all that people wait for.

Nothing that is public changes: what is there stays, what is missing is added, what cannot be made is left
out. A film that is being coded gives way when somebody's own file comes; what was finished of it stays.
"""

from __future__ import annotations

import logging
import time
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.db import connection, transaction

from manyhands.core.jobs import Parked, every, task
from manyhands.media import jail, ladder
from manyhands.media.actions.attempt import Attempt, Superseded
from manyhands.media.actions.climbing import take
from manyhands.media.ladder import EDITION, Step
from manyhands.media.models import Processing, ProcessingState, Rendition
from manyhands.media.probe import from_json
from manyhands.media.queries import behind_the_ladder
from manyhands.media.refusals import Refused
from manyhands.media.scratch import scratch
from manyhands.media.store import Damaged, Gone
from manyhands.media.store.current import store

WAITING = 2  # in the queue at most; each that ends calls the next
LOOKED_AT = 200  # at a time
LOOK_EVERY_S = 5.0
GIVES_WAY = 3  # times; then it is finished, or a long film on a busy day never would be

logger = logging.getLogger(__name__)


class GaveWay(Exception):
    """Somebody waits for a file of theirs."""


@dataclass
class Completion(Attempt):
    """Adds to what is ready, and says nothing of how far it is: nobody waits for it."""

    state: ProcessingState = ProcessingState.READY
    may_give_way: bool = True
    _looked_at: float = field(default_factory=time.monotonic, repr=False)

    def tell(self, step: str, per_mille: int) -> None:
        """
        :raises GaveWay: it is somebody else's turn
        """
        del step, per_mille
        if not self.may_give_way or time.monotonic() - self._looked_at < LOOK_EVERY_S:
            return
        self._looked_at = time.monotonic()
        if _somebody_waits():
            raise GaveWay


def complete_some() -> int:
    """Queue a few of the files that lack something, the newest first; how many.

    Those that lack nothing are only noted, hundreds at a time. Asked twice, nothing is queued twice.
    """
    if not jail.is_there():
        return 0
    busy = _under_way()
    room = WAITING - sum(is_waiting for is_waiting in busy.values())
    rows = list(behind_the_ladder().exclude(blob__in=busy).order_by("-pk")[:LOOKED_AT])
    made = _made_of(rows)
    lacking = [row for row in rows if _missing(row, made.get(row.blob_id, set()))]
    whole = {row.pk for row in rows} - {row.pk for row in lacking}
    Processing.objects.filter(pk__in=whole, state=ProcessingState.READY).update(edition=EDITION)
    chosen = lacking[: max(0, room)]
    return sum(complete_later.defer_behind(str(row.blob_id), blob_id=row.blob_id) for row in chosen)


def complete(*, blob_id: int, gave_way: int = 0) -> None:
    """Make what is missing of one original, step by step; a killed worker's successor goes on behind it."""
    completion = begin_completion(blob_id, may_give_way=gave_way < GIVES_WAY)
    if completion is None:
        return
    try:
        _add_what_is_missing(completion)
    except Superseded:
        logger.warning("Attempt %s at %s was overtaken; nothing is written.", completion.number, blob_id)
    except GaveWay:
        complete_later.defer_behind(str(blob_id), blob_id=blob_id, gave_way=gave_way + 1)
    except (Damaged, Gone):
        completion.note(traceback.format_exc())
        completion.close()
    else:
        completion.close()


def begin_completion(blob_id: int, *, may_give_way: bool = True) -> Completion | None:
    """Take the next number; None if there is nothing more to try."""
    with transaction.atomic():
        row = behind_the_ladder().select_for_update(of=("self",)).filter(blob_id=blob_id).first()
        if row is None:
            return None
        row.attempt += 1
        row.save(update_fields=["attempt"])
    return Completion(row.blob, row.attempt, _log=[row.log], may_give_way=may_give_way)


def _add_what_is_missing(completion: Completion) -> None:
    row = Processing.objects.get(blob=completion.blob)
    steps = _missing(row, _made_of([row]).get(row.blob_id, set()))
    if not steps:
        return
    with scratch("complete") as folder, store().borrow(completion.blob.sha256, folder) as original:
        for step in steps:
            _add(completion, step, original, folder)


def _add(completion: Completion, step: Step, original: Path, folder: Path) -> None:
    """
    :raises GaveWay: it is somebody else's turn
    """
    try:
        take(completion, replace(step, needed=False), original, folder, share=(0.0, 1.0))
    except (Refused, jail.Broken) as error:
        completion.note(f"{step.name}: left out, {error}")


def _missing(row: Processing, made: set[str]) -> list[Step]:
    """The steps of which something is not there. What only measures was done long ago."""
    steps = ladder.steps(from_json(row.report)) if row.report else []
    return [step for step in steps if set(step.profiles) - made]


def _made_of(rows: list[Processing]) -> dict[int, set[str]]:
    made: dict[int, set[str]] = {}
    found = Rendition.objects.filter(source__in=[row.blob_id for row in rows])
    for source, profile in found.values_list("source_id", "profile"):
        made.setdefault(source, set()).add(profile)
    return made


def _under_way() -> dict[int, bool]:
    """The blobs in the queue, and whether they wait there or are being worked on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (args ->> 'blob_id')::bigint, status = 'todo' FROM procrastinate_jobs"
            " WHERE task_name = %s AND status IN ('todo', 'doing')",
            [complete_later.name],
        )
        return dict(cursor.fetchall())


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE queue_name = %s AND status = 'todo'"
            " AND task_name <> %s AND (scheduled_at IS NULL OR scheduled_at <= clock_timestamp()))",
            [complete_later.queue, complete_later.name],
        )
        return bool((cursor.fetchone() or (False,))[0])


@task(queue="media")
def complete_later(*, blob_id: int, gave_way: int = 0) -> None:
    complete(blob_id=blob_id, gave_way=gave_way)
    complete_some()


@every("* * * * *")
def complete_some_later() -> None:
    complete_some()


@complete_later.on_parked
def leave_as_it_is(parked: Parked, *, blob_id: int, gave_way: int = 0) -> None:
    """It stays ready, with what it has; a later edition of the ladder tries again."""
    del gave_way
    completion = begin_completion(blob_id)
    if completion is not None:
        completion.note(f"not completed after {parked.attempts} attempts. {parked.error}")
        completion.close()

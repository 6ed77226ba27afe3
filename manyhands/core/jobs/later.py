"""``x_later``: a function that a worker calls, some time after the transaction that asked for it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from manyhands.core.jobs.running import Running, running

OWNER = "_owner"  # arguments that begin with _ are ours and never reach the function
ERROR = "error"  # where a run leaves its exception for whoever parks it
_WAIT_FACTOR_SECONDS = 4  # 4 s, 16 s, 64 s …
BEHIND = -1_000_000  # priority of what nobody waits for
CRASHES = 2  # a file that kills its worker is tried this many times more; each try costs others their turn

logger = logging.getLogger(__name__)
_laters: dict[str, Later] = {}


@dataclass(frozen=True)
class Parked:
    """Why a job was given up."""

    attempts: int
    crashed: bool
    """It ended its worker each time: it was killed, ran out of memory, or hung."""
    error: str = ""
    """The last exception, in one line; for the log and the owner's details, not as the message."""


class Later:
    """What ``@task`` makes of a function; calling it calls the function, here and now."""

    def __init__(self, function: Callable[..., None], *, queue: str, retries: int) -> None:
        self.function, self.queue, self.retries = function, queue, retries
        self.name = f"{function.__module__}.{function.__name__}"
        self.parked: Callable[..., None] | None = None
        strategy = RetryStrategy(max_attempts=retries, exponential_wait=_WAIT_FACTOR_SECONDS)
        self.task = app.task(queue=queue, name=self.name, retry=strategy, pass_context=True)(self._run)
        _laters[self.name] = self

    def __call__(self, **arguments: Any) -> None:
        self.function(**arguments)

    def _run(self, context: JobContext, /, **arguments: Any) -> None:
        job = context.job
        try:
            with running(Running(job.id or 0, job.attempts, job.worker_id)):
                self.function(**own(arguments))
        except Exception as error:
            context.additional_context[ERROR] = f"{type(error).__name__}: {error}"
            raise

    def defer(self, **arguments: Any) -> int:
        """Enqueue it in the current transaction; the number of the job."""
        return self.task.defer(**arguments)

    def defer_at(self, moment: dt.datetime, **arguments: Any) -> int:
        """Enqueue it, not to begin before ``moment``."""
        return self.task.configure(schedule_at=moment).defer(**arguments)

    def defer_once(self, key: str, **arguments: Any) -> bool:
        """Enqueue it unless a job with the same key waits already; whether it was."""
        return self._defer_once(key, 0, arguments)

    def defer_behind(self, key: str, **arguments: Any) -> bool:
        """As ``defer_once``, but behind all that somebody waits for."""
        return self._defer_once(key, BEHIND, arguments)

    def _defer_once(self, key: str, priority: int, arguments: dict[str, Any]) -> bool:
        with connection.cursor() as cursor:
            # The unique index would refuse too, but would end the transaction of whoever asked.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{self.name} {key}"])
            cursor.execute(
                "SELECT 1 FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = %s",
                [f"{self.name} {key}"],
            )
            if cursor.fetchone():
                return False
        self.task.configure(queueing_lock=f"{self.name} {key}", priority=priority).defer(**arguments)
        return True

    def defer_fairly(self, *, owner: int, **arguments: Any) -> int:
        """Enqueue it behind everybody's earlier turn: the more an owner has waiting, the later its next.

        With 200 jobs of one member in the queue, the first of another is next, not 201st.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                " AND queue_name = %s AND args ->> '_owner' = %s",
                [self.queue, str(owner)],
            )
            waiting: int = (cursor.fetchone() or (0,))[0]
        return self.task.configure(priority=-waiting).defer(**{OWNER: owner}, **arguments)

    def on_parked(self, function: Callable[..., None]) -> Callable[..., None]:
        """Call ``function(parked, **arguments)`` in the transaction that gives a job up."""
        self.parked = function
        return function


def own(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if not name.startswith("_")}


def find(name: str) -> Later | None:
    return _laters.get(name)


def task(*, queue: str, retries: int = 3) -> Callable[[Callable[..., None]], Later]:
    """Make ``x_later`` a job of the queue ``fast`` or ``media``.

    It takes ids by keyword, makes one call, and may run twice. After an exception it is tried ``retries``
    times more, with growing pauses; then it is parked.
    """
    return lambda function: Later(function, queue=queue, retries=retries)


def every(cron: str, *, queue: str = "fast") -> Callable[[Callable[[], None]], Later]:
    """Make a function a job that runs at the times of ``cron``, once for all workers together."""

    def register(function: Callable[[], None]) -> Later:
        def without_timestamp(timestamp: int = 0) -> None:  # procrastinate tells which turn it is
            function()

        without_timestamp.__module__, without_timestamp.__name__ = function.__module__, function.__name__
        later = Later(without_timestamp, queue=queue, retries=0)
        app.periodic(cron=cron)(later.task)  # type: ignore[arg-type]
        return later

    return register

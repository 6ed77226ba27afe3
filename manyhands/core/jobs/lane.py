"""A lane: one process that works some queues off, beats its heart, rescues, and ends when told."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.db import Error, close_old_connections, connection
from procrastinate import job_context, jobs, retry
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import with_db_cleanup
from procrastinate.worker import Worker

from manyhands.core.jobs import rescue, seat
from manyhands.core.jobs.later import ERROR
from manyhands.core.jobs.rescue import Stalled
from manyhands.core.processes import kill_descendants

HEARTBEAT_SECONDS = 5.0
GRACE_SECONDS = 2.0  # short jobs may finish; a transcode begins anew with the next worker
_RELEASE = """
UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL
 WHERE status = 'doing' AND worker_id = %s AND id = ANY(%s)
"""

logger = logging.getLogger(__name__)


class LaneWorker(Worker):
    """procrastinate's worker, fenced: it writes no outcome for a job that was given to another."""

    seat: int | None = None

    async def _run_loop(self) -> None:
        if self.seat is not None and self.worker_id is not None:
            seat.note(self.seat, self.worker_id)
        await super()._run_loop()  # type: ignore[no-untyped-call]

    async def _persist_job_status(
        self,
        job: jobs.Job,
        status: jobs.Status,
        retry_decision: retry.RetryDecision | None,
        context: job_context.JobContext,
        job_result: job_context.JobResult | None,
    ) -> None:
        if not await sync_to_async(self._is_ours)(job):
            logger.warning("Job %s ended here, but another worker has it; nothing is written.", job.id)
            return
        if status is jobs.Status.FAILED and retry_decision is None:
            failed = Stalled(job.id or 0, job.task_name, dict(job.task_kwargs), job.attempts)
            error = str(context.additional_context.get(ERROR, ""))
            await sync_to_async(rescue.park)(failed, error=error, crashed=False)
            return
        await super()._persist_job_status(job, status, retry_decision, context, job_result)

    def _is_ours(self, job: jobs.Job) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM procrastinate_jobs WHERE id = %s AND status = 'doing' AND attempts = %s"
                " AND worker_id IS NOT DISTINCT FROM %s",
                [job.id, job.attempts, job.worker_id],
            )
            return cursor.fetchone() is not None

    async def _abort_running_jobs(self) -> None:
        """What outlasts the grace is put back as it was, and this process ends with whatever it started.

        A synchronous job cannot be interrupted: waiting for it took 10 s, and a stop may take 6.
        """
        ids = [context.job.id for context in self._running_jobs.values()]
        worker_id = self.worker_id
        kill_descendants()
        await asyncio.to_thread(_release, worker_id, ids)
        os._exit(0)


def _release(worker_id: int | None, ids: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RELEASE, [worker_id, ids])
        cursor.execute("DELETE FROM procrastinate_workers WHERE id = %s", [worker_id])


@dataclass(frozen=True)
class Lane:
    """One process' share of the work."""

    name: str
    queues: tuple[str, ...]
    at_once: int
    """How many jobs run at the same time, each in a thread."""
    heartbeat: float = HEARTBEAT_SECONDS

    @property
    def dead_after(self) -> float:
        """After so many seconds a silent worker counts as dead: three beats missed, and a slow commit."""
        return 4 * self.heartbeat


def run_lane(lane: Lane, *, seats: Path) -> None:
    """Work until SIGTERM."""
    with seat.taken(seats, lane.name) as handle:
        asyncio.run(_run(lane, handle))


async def _run(lane: Lane, handle: int) -> None:
    # A new app around the same tasks: theirs keeps Django's connector, so that what a job enqueues belongs to
    # the transaction of its changes. replace_connector() would take that away from them.
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async():
        worker = LaneWorker(
            worker_app,
            queues=list(lane.queues),
            concurrency=lane.at_once,
            delete_jobs="successful",
            shutdown_graceful_timeout=GRACE_SECONDS,
            update_heartbeat_interval=lane.heartbeat,
            stalled_worker_timeout=lane.dead_after,
            **_middleware(),
        )
        worker.seat = handle
        rescuer = asyncio.create_task(_rescue_for_ever(lane))
        try:
            await worker.run()  # type: ignore[no-untyped-call]
        finally:
            rescuer.cancel()


def _middleware() -> Any:
    return {"task_middleware": with_db_cleanup(None).get("task_middleware", [])}


async def _rescue_for_ever(lane: Lane) -> None:
    """A thread of its own, so that no number of running jobs can keep it waiting."""
    thread = ThreadPoolExecutor(1, thread_name_prefix="rescuer")
    loop = asyncio.get_running_loop()
    while True:
        before = time.time()
        await asyncio.sleep(lane.heartbeat)
        if time.time() - before > 2 * lane.heartbeat + 1:
            continue  # the machine slept or stood still: give everybody else's heart a chance to beat first
        try:
            await loop.run_in_executor(thread, _rescue, lane.dead_after)
        except Error:
            logger.exception("The rescuer failed and will try again.")


def _rescue(dead_after: float) -> None:
    close_old_connections()
    rescue.rescue(dead_after=dead_after)

"""Taking over from workers that died.

procrastinate notices a dead worker but does nothing about its jobs, and a job that kills its worker would
never count as failed. Every lane runs the rescuer beside its jobs, not as one of them: in the queue it would
wait behind a transcode, or behind the very job that it must take away.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from manyhands.core.jobs.later import CRASHES, Parked, find, own

_RETRY_PAUSE_SECONDS = 2

logger = logging.getLogger(__name__)

_TAKE_STALLED = """
SELECT job.id, job.task_name, job.args, job.attempts FROM procrastinate_jobs job
 WHERE job.status = 'doing'
   AND NOT EXISTS (SELECT 1 FROM procrastinate_workers worker
                    WHERE worker.id = job.worker_id
                      AND worker.last_heartbeat > now() - make_interval(secs => %s))
   FOR UPDATE OF job SKIP LOCKED
"""

_RETRY = """
UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + 1, worker_id = NULL,
       abort_requested = false, scheduled_at = now() + make_interval(secs => %s * (attempts + 1))
 WHERE id = %s
"""

_PARK = """
UPDATE procrastinate_jobs SET status = 'failed', attempts = attempts + 1, abort_requested = false
 WHERE id = %s AND status = 'doing' AND attempts = %s
RETURNING attempts
"""


@dataclass(frozen=True)
class Stalled:
    """A job whose worker is gone."""

    job_id: int
    task_name: str
    arguments: dict[str, Any]
    attempts: int


def rescue(*, dead_after: float) -> int:
    """Retry or park each job whose worker shows no heartbeat for ``dead_after`` seconds; how many."""
    with transaction.atomic():
        stalled = _take_stalled(dead_after)
        for job in stalled:
            if job.attempts < CRASHES:
                _retry(job)
            else:
                park(job, error="", crashed=True)
    return len(stalled)


def _take_stalled(dead_after: float) -> list[Stalled]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    with connection.cursor() as cursor:
        cursor.execute(_TAKE_STALLED, [dead_after])
        ids = [row[0] for row in cursor.fetchall()]
    return [
        Stalled(job.pk, job.task_name, job.args, job.attempts)
        for job in ProcrastinateJob.objects.filter(pk__in=ids)
    ]


def _retry(job: Stalled) -> None:
    logger.warning("Job %s (%s) lost its worker and is tried again.", job.job_id, job.task_name)
    with connection.cursor() as cursor:
        cursor.execute(_RETRY, [_RETRY_PAUSE_SECONDS, job.job_id])


@transaction.atomic
def park(job: Stalled, *, error: str, crashed: bool) -> None:
    """Give a job up, and let the room that wanted it say so; nothing happens if another run has it."""
    with connection.cursor() as cursor:
        cursor.execute(_PARK, [job.job_id, job.attempts])
        row = cursor.fetchone()
    if row is None:
        return
    logger.error("Job %s (%s) is parked after %s attempts. %s", job.job_id, job.task_name, row[0], error)
    later = find(job.task_name)
    if later is not None and later.parked is not None:
        _tell(later.parked, Parked(row[0], crashed, error), own(job.arguments))


def _tell(listener: Any, parked: Parked, arguments: dict[str, Any]) -> None:
    """A listener that fails must not bring the job back to life: it would be rescued for ever."""
    try:
        with transaction.atomic():
            listener(parked, **arguments)
    except Exception:
        logger.exception("What should happen when a job is parked failed itself.")

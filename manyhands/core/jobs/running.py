"""What a job knows about itself while it runs, and the fence that keeps a dead one's results out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection


class Superseded(Exception):
    """This run was given up while it worked; another has the job now, and its results count."""


@dataclass(frozen=True)
class Running:
    """One run of a job."""

    job_id: int
    failed_before: int
    worker_id: int | None


_now: ContextVar[Running | None] = ContextVar("running_job", default=None)


@contextlib.contextmanager
def running(run: Running) -> Iterator[None]:
    token = _now.set(run)
    try:
        yield
    finally:
        _now.reset(token)


def attempt() -> int:
    """The how-manieth run of this job it is, from 1; 1 also where a function is called without a worker."""
    run = _now.get()
    return 1 if run is None else run.failed_before + 1


def hold_fence() -> None:
    """Call first in the transaction that writes a job's results: nobody can take the job over until it ends.

    A worker that was stopped, or cut off from the database, and wakes up after the rescuer gave its job to
    another, would write its results over the other's.

    :raises Superseded: that has happened
    """
    run = _now.get()
    if run is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM procrastinate_jobs WHERE id = %s AND status = 'doing' AND attempts = %s"
            " AND worker_id IS NOT DISTINCT FROM %s FOR SHARE",
            [run.job_id, run.failed_before, run.worker_id],
        )
        if cursor.fetchone() is None:
            raise Superseded

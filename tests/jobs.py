"""Doing jobs in tests: here and now in the test's own transaction, or by real workers in real processes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from manyhands.core.jobs.later import find, own

ROOT = Path(__file__).resolve().parents[1]


def run_jobs(*queues: str) -> int:
    """Do what waits in the queue, and what that enqueues, until nothing is left; how many jobs it were.

    They run in this test's transaction, in the order of the queue; what they raise, the test sees.
    """
    done = 0
    while (row := _next(queues)) is not None:
        job_id, name, arguments = row
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job_id])
        later = find(name)
        assert later is not None, f"nobody knows the job {name}"
        later.function(**own(arguments))
        done += 1
    return done


def _next(queues: tuple[str, ...]) -> tuple[int, str, dict[str, object]] | None:
    waiting = ProcrastinateJob.objects.filter(status="todo").order_by("-priority", "pk")
    waiting = waiting.filter(queue_name__in=queues) if queues else waiting
    job = waiting.extra(where=["scheduled_at IS NULL OR scheduled_at <= clock_timestamp()"]).first()
    return (job.pk, job.task_name, job.args) if job else None


def database_environment() -> dict[str, str]:
    """The environment of a process that shall use this test's database as ``app``."""
    place = connection.settings_dict
    query = urlencode({"host": place["HOST"]})
    url = f"postgresql://{quote(place['USER'])}:{quote(place['PASSWORD'])}@/{quote(place['NAME'])}?{query}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DATABASE_APP_URL": url,
        "MANYHANDS_DATA": str(settings.DATA_DIR),
    }


_WORK = """
import importlib, sys, django
django.setup()
importlib.import_module(sys.argv[1])
from pathlib import Path
from manyhands.core.jobs.lane import Lane, run_lane
run_lane(Lane(sys.argv[2], (sys.argv[2],), 1, heartbeat=float(sys.argv[3])), seats=Path(sys.argv[4]))
"""


@contextlib.contextmanager
def worker(
    module: str, lane: str, *, seats: Path, heartbeat: float = 0.25
) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker that knows the jobs of ``module``, with a heart that beats four times a second."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _WORK, module, lane, str(heartbeat), str(seats)],
        cwd=ROOT,
        env=database_environment(),
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait()


def wait_for(condition: Callable[[], object], *, seconds: float = 20) -> None:
    """Look again and again until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)

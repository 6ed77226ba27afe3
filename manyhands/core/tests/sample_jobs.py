"""Jobs for the tests of the queue. They leave a line in a file for each time that they run."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from django.db import connection, transaction

from manyhands.core.jobs import Parked, attempt, every, hold_fence, task


def say(path: str, words: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{words}\n")


@task(queue="fast")
def speak_later(*, path: str, words: str) -> None:
    say(path, words)


@task(queue="fast", retries=1)
def fail_later(*, path: str) -> None:
    say(path, f"failing {attempt()}")
    raise ValueError("as always")


@fail_later.on_parked
def say_that_it_failed(parked: Parked, *, path: str) -> None:
    say(path, f"parked after {parked.attempts}, crashed: {parked.crashed}, {parked.error}")


@task(queue="media")
def work_long_later(*, path: str) -> None:
    """The first attempt takes for ever, and so does the process that it started."""
    say(path, f"beginning {attempt()}")
    if attempt() == 1:
        child = subprocess.Popen(["sleep", "60"])
        say(path, f"child {child.pid}")
        child.wait()
        time.sleep(60)  # the end of its process is not the end of the job
    say(path, f"finished {attempt()}")


@task(queue="media")
def kill_later(*, path: str) -> None:
    say(path, f"killing {attempt()}")
    os.kill(os.getpid(), signal.SIGKILL)


@kill_later.on_parked
def say_that_it_killed(parked: Parked, *, path: str) -> None:
    say(path, f"parked after {parked.attempts}, crashed: {parked.crashed}")


@task(queue="media")
def write_slowly_later(*, path: str) -> None:
    """The first attempt sleeps through its own rescue, then tries to write its result."""
    begun = attempt()
    say(path, f"beginning {begun}")
    wait_until = time.monotonic() + (8 if begun == 1 else 0)
    while time.monotonic() < wait_until:
        time.sleep(0.05)
    with transaction.atomic():
        hold_fence()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE core_company SET name = %s", [f"written by {begun}"])
    say(path, f"written by {begun}")


@every("0 4 * * *")
def sweep() -> None:
    say(os.environ["SWEPT"], "swept")

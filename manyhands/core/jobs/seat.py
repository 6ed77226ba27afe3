"""Who worked here before: a lane that is started again takes its dead predecessor's jobs over at once.

Without this the rescuer would wait for the heartbeats to be missed, which is right only for other machines.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from django.db import connection


@contextlib.contextmanager
def taken(folder: Path, lane: str) -> Iterator[int]:
    """Hold the first free seat of a lane in ``folder``; an open file to write the worker's number into.

    The kernel frees a seat when its holder ends, so whoever is named in a free seat is dead.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = 0
    while True:
        handle = os.open(folder / f"{lane}-{number}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            os.close(handle)
            number += 1
    try:
        declare_dead(os.pread(handle, 32, 0).decode())
        yield handle
    finally:
        os.close(handle)


def note(handle: int, worker_id: int) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, str(worker_id).encode(), 0)


def declare_dead(worker_id: str) -> None:
    """Take away the heartbeat of a worker that is known to be gone; the rescuer does the rest."""
    if worker_id.isdecimal():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_workers WHERE id = %s", [int(worker_id)])

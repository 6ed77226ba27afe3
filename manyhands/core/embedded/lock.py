"""One owner of a data folder's server at a time. The kernel frees the lock when its holder dies."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from manyhands.core.trouble import ALREADY_RUNNING, Trouble

_FILE = "lock"


class InUse(Trouble):
    """Somebody else holds the folder."""


@contextlib.contextmanager
def held(data: Path, *, by: str, patience: float) -> Iterator[None]:
    """Hold the folder; ``by`` says to others who does ("manyhands run on http://…").

    :raises InUse: somebody else still holds it after ``patience`` seconds
    """
    handle = os.open(data / _FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(handle, data, until=time.monotonic() + patience)
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps({"pid": os.getpid(), "by": by}).encode(), 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int, data: Path, *, until: float) -> None:
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                holder = holder_of(data)
                raise InUse(
                    f"{data} is in use by process {holder.get('pid', '?')} ({holder.get('by', 'unknown')}).",
                    exit_code=ALREADY_RUNNING,
                ) from None
            time.sleep(0.05)


def holder_of(data: Path) -> dict[str, object]:
    """Who held the folder last; empty when nobody ever did."""
    try:
        return dict(json.loads((data / _FILE).read_text()))
    except (OSError, ValueError):
        return {}

"""What a killed start leaves behind: orphaned PostgreSQL processes and lock files that name them."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from manyhands.core.trouble import Trouble

_PATIENCE_SECONDS = 10.0


def clear(folder: Path, sockets: Path) -> None:
    """End every PostgreSQL process that still works in ``folder``, and drop its stale lock files.

    Only whoever holds the data folder's lock may call this: then no such process has a living owner.

    :raises Trouble: a process does not end
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    for asking in (signal.SIGINT, signal.SIGQUIT):
        _end_all(folder, asking, until=min(deadline, time.monotonic() + _PATIENCE_SECONDS / 2))
    if survivors := list(_working_in(folder)):
        raise Trouble(
            f"Process {survivors[0]} still works in {folder} and does not end; end it, then start again."
        )
    _drop_misleading_locks(folder, sockets)


def _end_all(folder: Path, asking: signal.Signals, *, until: float) -> None:
    asked: set[int] = set()
    while time.monotonic() < until and (alive := set(_working_in(folder))):
        for pid in alive - asked:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, asking)
        asked |= alive
        time.sleep(0.02)


def _working_in(folder: Path) -> Iterator[int]:
    """PostgreSQL processes, server and backends alike, have the cluster's folder as working directory."""
    wanted = str(folder.resolve())
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            if (
                str((entry / "cwd").readlink()) == wanted
                and (entry / "comm").read_text().strip() == "postgres"
            ):
                yield int(entry.name)


def _drop_misleading_locks(folder: Path, sockets: Path) -> None:
    """PostgreSQL ignores a lock file whose process is gone, but believes one whose number lives on.

    In containers that is usual: numbers start over, and nobody collects the dead. Nothing of ours runs in the
    folder any more, so the locks are stale; as long as a backend lived the first had to stay: it names
    the shared memory to watch.
    """
    (folder / "postmaster.pid").unlink(missing_ok=True)
    for stale in sockets.glob(".s.PGSQL.*"):
        stale.unlink(missing_ok=True)

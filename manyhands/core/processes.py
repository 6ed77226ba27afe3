"""Child processes that never outlive their parent, however it ends."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)
_before_the_kill: list[Callable[[], object]] = []


def die_with_parent(parent: int, with_signal: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send this process ``with_signal`` when ``parent`` ends, even by kill -9.

    The kernel watches the *thread* that forked us, so parents must start their children from the main thread.
    """
    if _libc.prctl(_PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:  # it died between the fork and the line above
        sys.exit(1)


def spawn(
    args: list[str], *, output: IO[bytes] | None = None, last_words: signal.Signals = signal.SIGKILL
) -> subprocess.Popen[bytes]:
    """Start a child that gets ``last_words`` when this process ends; call it from the main thread.

    It leads a session of its own: Ctrl-C reaches the parent alone, which then stops its children in order.
    """
    me = os.getpid()
    return subprocess.Popen(
        args,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=lambda: die_with_parent(me, last_words),  # noqa: PLW1509 - one prctl() call, no locks
    )


def on_kill(function: Callable[[], object]) -> None:
    """Call ``function`` before this process kills what it has started: their end is its doing then."""
    _before_the_kill.append(function)


def kill_descendants() -> None:
    """kill -9 for every process that this one started, and for what those started."""
    for function in _before_the_kill:
        function()
    for pid in _descendants(os.getpid()):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [child, *_descendants(child)]
    return found

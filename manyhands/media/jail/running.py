"""One jailed child from start to end: its output drained, its time and its output folder watched."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from manyhands.media.jail.limits import MB, Limits

TAIL = 32 * 1024
_LOOK_EVERY_S = 0.25


class Ending(StrEnum):
    """Why a child did not end by itself."""

    TIME = "time"  # seconds of computing, or on the clock
    OUTPUT = "output"  # more data than allowed, in files or on stdout
    SIGNAL = "signal"  # it crashed, broke a wall's rule, or the kernel ran out of memory
    STOPPED = "stopped"  # this worker is going down


@dataclass(frozen=True)
class Finished:
    """How a jailed child ended. ``code`` is its exit code, or minus the signal that ended it."""

    code: int
    stdout: bytes
    stderr_tail: str
    cpu_s: float
    wall_s: float
    ending: Ending | None = None

    @property
    def is_fine(self) -> bool:
        return self.code == 0 and self.ending is None


@dataclass(eq=False)  # each is itself, so that a set can hold it
class _Watch:
    process: subprocess.Popen[bytes]
    limits: Limits
    out: Path
    on_line: Callable[[str], None] | None
    began: float = field(default_factory=time.monotonic)
    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)
    line: bytes = b""
    ending: Ending | None = None


_running: set[_Watch] = set()
_lock = threading.Lock()
_closed = threading.Event()


def stop_all(*, for_good: bool = False) -> int:
    """End every decoder of this process, because the worker is stopping; give their number.

    :param for_good: the process ends now; whatever kills a decoder from here on is not its file's fault
    """
    if for_good:
        _closed.set()
    with _lock:
        watches = list(_running)
    for watch in watches:
        _end(watch, Ending.STOPPED)
    return len(watches)


def run_to_end(
    argv: list[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    out: Path,
    limits: Limits,
    on_line: Callable[[str], None] | None = None,
) -> Finished:
    """Run ``argv`` in a session of its own until it ends or passes a limit; then nothing of it is left.

    :param on_line: is given each line of stdout as it comes; stdout is not collected then
    """
    process = subprocess.Popen(
        argv,
        cwd=cwd,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    watch = _Watch(process, limits, out, on_line)
    with _lock:
        _running.add(watch)
    try:
        _pump(watch)
        return _result(watch)
    finally:
        with _lock:
            _running.discard(watch)
        _kill(process)
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()


def _pump(watch: _Watch) -> None:
    """Drain both pipes until the child has closed them; look at the clock and the folder meanwhile."""
    with selectors.DefaultSelector() as pipes:
        for pipe, take in ((watch.process.stdout, _take_stdout), (watch.process.stderr, _take_stderr)):
            assert pipe is not None
            pipes.register(pipe, selectors.EVENT_READ, take)
        look_at = 0.0
        while pipes.get_map():
            for key, _ in pipes.select(_LOOK_EVERY_S):
                chunk = os.read(key.fd, 64 * 1024)
                if chunk:
                    key.data(watch, chunk)
                else:
                    pipes.unregister(key.fileobj)
            if time.monotonic() >= look_at:
                look_at = time.monotonic() + _LOOK_EVERY_S
                _check_limits(watch)


def _take_stdout(watch: _Watch, chunk: bytes) -> None:
    if watch.on_line is None:
        watch.stdout += chunk
        if len(watch.stdout) > watch.limits.stdout_mb * MB:
            _end(watch, Ending.OUTPUT)
        return
    *lines, rest = (watch.line + chunk).split(b"\n")
    watch.line = rest[-TAIL:]
    for line in lines:
        watch.on_line(line.decode(errors="replace"))


def _take_stderr(watch: _Watch, chunk: bytes) -> None:
    watch.stderr = (watch.stderr + chunk)[-TAIL:]


def _check_limits(watch: _Watch) -> None:
    if time.monotonic() - watch.began > watch.limits.wall_s:
        _end(watch, Ending.TIME)
    if _size_of(watch.out) > watch.limits.output_mb * MB:
        _end(watch, Ending.OUTPUT)


def _size_of(folder: Path) -> int:
    size = 0
    for entry in os.scandir(folder):
        with contextlib.suppress(OSError):
            size += entry.stat(follow_symlinks=False).st_size
    return size


def _end(watch: _Watch, ending: Ending) -> None:
    watch.ending = watch.ending or ending
    _kill(watch.process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the session: bubblewrap dies and takes its process namespace along; without it there is one
    process.
    """
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _result(watch: _Watch) -> Finished:
    _, status, used = os.wait4(watch.process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    watch.process.returncode = code  # Popen did not see the wait, and must not wait for a stranger's pid
    if code - 128 in signal.valid_signals():
        code = 128 - code  # bubblewrap says 128 + signal; ffmpeg 7 ends with numbers beyond all signals
    return Finished(
        code=code,
        stdout=bytes(watch.stdout),
        stderr_tail=watch.stderr.decode(errors="replace"),
        cpu_s=used.ru_utime + used.ru_stime,
        wall_s=time.monotonic() - watch.began,
        ending=Ending.STOPPED if _closed.is_set() else watch.ending or _by_signal(code),
    )


def _by_signal(code: int) -> Ending | None:
    if code >= 0:
        return None
    return {signal.SIGXCPU: Ending.TIME, signal.SIGXFSZ: Ending.OUTPUT}.get(
        signal.Signals(-code), Ending.SIGNAL
    )

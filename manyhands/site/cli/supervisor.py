"""Keeps the processes of a company alive, and ends them all together."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

import click

from manyhands.core.embedded.server import Server
from manyhands.core.processes import spawn

_STOP_SECONDS = 4.5
_LONGEST_PAUSE = 30.0
_HEALTHY_SECONDS = 60.0
_TICK_SECONDS = 0.1


@dataclass
class Child:
    """One process that must always run; started again with a growing pause when it ends by itself."""

    name: str
    args: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = 0.5
    next_start_at: float = 0.0

    def start(self) -> None:
        self.process = spawn(self.args)
        self.started_at = time.monotonic()

    def look_after(self) -> None:
        now = time.monotonic()
        if self.process is None:
            if now >= self.next_start_at:
                self.start()
            return
        ended = self.process.poll()
        if ended is None:
            return
        self.pause = 0.5 if now - self.started_at > _HEALTHY_SECONDS else min(self.pause * 2, _LONGEST_PAUSE)
        self.next_start_at = now + self.pause
        self.process = None
        click.echo(f"manyhands: {self.name} ended ({_how(ended)}); starting it again.", err=True)

    def tell(self, asking: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(asking)

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


@dataclass
class Supervisor:
    """All processes of one company. ``server`` is None when ``DATABASE_URL`` names somebody else's."""

    server: Server | None
    children: list[Child]
    stopping: bool = field(default=False, init=False)

    def run(self, *, is_ready: Callable[[], bool], announce: Callable[[], None]) -> None:
        """Start everything, say so once it is ready, and keep it running until a signal says stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            for child in self.children:
                child.start()
            announced = False
            while not self.stopping:
                self._look_after()
                if not announced and is_ready():
                    announce()
                    announced = True
                time.sleep(_TICK_SECONDS)
        finally:
            self.end()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _look_after(self) -> None:
        if self.server is not None and not self.server.is_alive():
            click.echo("manyhands: the database ended; starting it again.", err=True)
            self.server.start()
        for child in self.children:
            child.look_after()

    def end(self) -> None:
        """End web and workers, then the database they were using; within six seconds, streams open or not."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # an impatient second Ctrl-C must not leave orphans
        deadline = time.monotonic() + _STOP_SECONDS
        for child in self.children:
            child.tell(signal.SIGTERM)
        while time.monotonic() < deadline and not all(child.has_ended() for child in self.children):
            time.sleep(0.02)
        for child in self.children:
            child.tell(signal.SIGKILL)
        if self.server is not None:
            self.server.stop()

"""Keeps the processes of a company alive, and ends them all together."""

from __future__ import annotations

import math
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

import click

from manyhands.core.embedded.server import Server
from manyhands.core.processes import spawn
from manyhands.core.trouble import TRY_AGAIN

_STOP_SECONDS = 3.5  # the database may take 2.4 s after that; six are promised
_LONGEST_PAUSE = 30.0
_HEALTHY_SECONDS = 60.0
_TICK_SECONDS = 0.1


def manyhands(*args: str) -> list[str]:
    """The argument list of one of our own commands."""
    return [sys.executable, "-m", "manyhands", *args]


@dataclass
class Child:
    """One process that must always run (an errand: to its end); started again with a growing pause."""

    name: str
    args: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = 0.5
    next_start_at: float = 0.0
    is_errand: bool = False  # may end by itself

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
        self.process = None
        if self.is_errand and not (ended < 0 or ended == TRY_AGAIN):
            self.next_start_at = math.inf
            return
        self.pause = 0.5 if now - self.started_at > _HEALTHY_SECONDS else min(self.pause * 2, _LONGEST_PAUSE)
        self.next_start_at = now + self.pause
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
    commands: list[tuple[str, list[str]]]
    errands: list[tuple[str, list[str]]] = field(default_factory=list)
    stopping: bool = field(default=False, init=False)
    children: list[Child] = field(default_factory=list, init=False)

    def run(self, *, announced: Callable[[], bool] = lambda: True) -> None:
        """Start everything and keep it running until a signal says stop.

        ``announced`` is called until it says that the company answers and that people were told.
        """
        self.children = [Child(name, args) for name, args in self.commands]
        self.children += [Child(name, args, is_errand=True) for name, args in self.errands]
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            told = False
            while not self.stopping:
                # The first is the web: it has both cores until it answers, so that nobody waits for a worker.
                self._look_after(self.children if told else self.children[:1])
                told = told or announced()
                time.sleep(_TICK_SECONDS)
        finally:
            self.end()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _look_after(self, children: list[Child]) -> None:
        if self.server is not None and not self.server.is_alive():
            click.echo("manyhands: the database ended; starting it again.", err=True)
            self.server.start()
        for child in children:
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

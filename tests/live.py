"""A real company on a free port: the front that people talk to, on the test's own database.

def test_something(live, ...):
    live.client(member).get("/…")       # http.client with the member's session

It is for what Django's test client cannot show: native handlers, real sockets, killed processes.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from manyhands.core.processes import die_with_parent
from manyhands.people.models import Member
from tests.jobs import database_environment

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
STARTS_WITHIN_S = 120
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@dataclass
class Reply:
    """An answer, read to its end. Header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Caller:
    """Somebody who asks, each time on a connection of its own."""

    port: int
    headers: Mapping[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: bytes | Iterator[bytes] | None = None, /, **headers: str
    ) -> Reply:
        """Send one request; ``Upload_Offset="5"`` is the header ``Upload-Offset: 5``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            with contextlib.suppress(
                BrokenPipeError, ConnectionResetError
            ):  # refused before the body was read
                line.request(method, path, body, {**self.headers, **named})
            answer = line.getresponse()
            headers_found = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, headers_found, answer.read())

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, **headers)


class Front:
    """The front's processes on a free port."""

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        workers: int = WORKERS,
        application: str = "manyhands.config.rsgi:application",
    ) -> None:
        self.port = free_port()
        self.log = settings.DATA_DIR / f"front-{self.port}.log"
        self._command = [
            sys.executable, "-m", "granian", "--interface", "rsgi", "--factory", "--loop", "asyncio",
            "--port", str(self.port), "--workers", str(workers), "--backpressure", "8192", "--no-ws",
            "--respawn-failed-workers", "--workers-kill-timeout", "2", "--log-level", "warning",
            application,
        ]  # fmt: skip
        # What a test changes, the next request must show; how pages are shared has tests of its own.
        self._environment = {**database_environment(), "PAGES_KEPT_SECONDS": "0", **(environment or {})}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, ready: Callable[[], bool] | None = None) -> None:
        """Start, and wait until it answers."""
        ready = ready or self._is_well
        me = os.getpid()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: die_with_parent(me, signal.SIGTERM),  # noqa: PLW1509 - one prctl() call
            )
        deadline = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            with contextlib.suppress(OSError, http.client.HTTPException):
                if ready():
                    return
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"the front did not answer: {self.log.read_text()}")

    def _is_well(self) -> bool:
        return Caller(self.port).get("/healthz").status == 200

    def pids(self) -> list[int]:
        """The processes that answer requests."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [
            int(pid)
            for pid in children.split()
            if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None


class Live:
    """What a test sees: the address, and callers."""

    def __init__(self, front: Front) -> None:
        self.front, self.port = front, front.port
        self.url = f"http://127.0.0.1:{front.port}"

    def stranger(self) -> Caller:
        return Caller(self.port)

    def client(self, member: Member, **headers: str) -> Caller:
        """The member, signed in as in a browser."""
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(member)}"
        return Caller(self.port, {"Cookie": cookie, **headers})


def session_of(member: Member) -> str:
    """Sign a member in, and give the value of the cookie."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

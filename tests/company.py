"""A whole company as its operator starts it: ``manyhands run`` in a data folder of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.cluster import migrated

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN_S = 120


class RunningCompany:
    """``with RunningCompany(folder) as company:`` starts it, and leaves no process behind."""

    def __init__(self, data: Path, *arguments: str, fresh: bool = False, **environment: str) -> None:
        self.arguments = arguments
        self.data, self.port = data, free_port()
        self.environment = {**clean_environment(), **environment}
        self.said = data.with_name(data.name + ".said")
        self.process: subprocess.Popen[bytes] | None = None
        if not fresh and not data.exists():
            shutil.copytree(migrated(), data)  # as after a first start, only faster

    def __enter__(self) -> RunningCompany:
        self.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.end()

    def start(self) -> float:
        """Start, and wait for the first answer; how many seconds that took."""
        before = time.monotonic()
        with self.said.open("ab") as out:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "manyhands",
                    "run",
                    "--data",
                    str(self.data),
                    "--port",
                    str(self.port),
                    *self.arguments,
                ],
                cwd=ROOT,
                env=self.environment,
                stdout=out,
                stderr=out,
            )
        wait_until(self.answers, STARTS_WITHIN_S, self.said.read_text)
        return time.monotonic() - before

    def answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.said.read_text()
        return answers(self.port, "/healthz")

    def is_ready(self) -> bool:
        return answers(self.port, "/readyz")

    def ask_to_stop(self, how: signal.Signals = signal.SIGTERM) -> float:
        """Stop it as an operator does; how many seconds that took."""
        assert self.process is not None
        before = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(timeout=30)
        return time.monotonic() - before

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.ask_to_stop()
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def processes(self) -> dict[int, str]:
        """Every living process of this company, and its command line."""
        return {
            pid: line
            for pid, line in command_lines().items()
            if str(self.data) in line or _works_for(pid, self.data)
        }

    def pids(self, words: str) -> list[int]:
        return sorted(pid for pid, line in self.processes().items() if words in line)


def _works_for(pid: int, data: Path) -> bool:
    """Children carry the data folder in their environment, PostgreSQL's in their working directory."""
    with contextlib.suppress(OSError):
        if f"MANYHANDS_DATA={data}\0".encode() in Path(f"/proc/{pid}/environ").read_bytes():
            return True
        return str(Path(f"/proc/{pid}/cwd").readlink()).startswith(str(data))
    return False


def command_lines() -> dict[int, str]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with contextlib.suppress(OSError):
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if line:  # a dead process that nobody collected has none
                    found[int(entry.name)] = line
    return found


def answers(port: int, path: str) -> bool:
    try:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as line:
            line.request("GET", path)
            return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command of the operator, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "manyhands", *arguments],
        cwd=ROOT,
        env={**clean_environment(), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def clean_environment() -> dict[str, str]:
    """Ours, without what points at the tests' own database."""
    mine = {
        "DATABASE_URL",
        "DATABASE_APP_URL",
        "MANYHANDS_DATA",
        "DJANGO_SETTINGS_MODULE",
        "PAGES_KEPT_SECONDS",
    }
    return {name: value for name, value in os.environ.items() if name not in mine}


def on_this_machine(seconds: float) -> float:
    """``seconds`` of an idle machine, as long as they take while other tests have most of it."""
    cores = os.cpu_count() or 1
    return seconds * max(1.0, os.getloadavg()[0] / cores)


def wait_until(condition, seconds: float, explain=lambda: "") -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"it did not happen within {seconds} s. {explain()}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

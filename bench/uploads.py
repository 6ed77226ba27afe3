"""How much memory the front takes for one large upload, and how fast it lands. On a company of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import Figure

GIGABYTES = float(os.environ.get("BENCH_UPLOAD_GB", "3"))
LIMIT_MB = 64  # two blocks of 512 kB a stream is what it should be; the rest is what an allocator keeps
STARTS_WITHIN_S = 120
_BLOCK = bytes(2**20)
_LOOK_EVERY_S = 0.1


def measure() -> list[Figure]:
    """Send one file of ``BENCH_UPLOAD_GB`` (3) in a single PATCH, and watch the front meanwhile."""
    with tempfile.TemporaryDirectory(prefix="bench-uploads-") as data, _company(Path(data)) as company:
        company.send(int(0.05 * 2**30))  # what is loaded on first use is no growth
        size = int(GIGABYTES * 2**30)
        with _Watch(company.pids()) as watch:
            seconds = company.send(size)
    grown = watch.grown_mb
    return [
        Figure(
            "upload_memory_of_limit",
            round(grown / LIMIT_MB, 3),
            f"of {LIMIT_MB} MB",
            1.0,
            f"the front's processes together grew by {grown:.1f} MB at most while {GIGABYTES:g} GB arrived",
        ),
        Figure(
            "upload_rate", round(size / 2**20 / seconds, 1), "MB/s", None, "one PATCH over loopback, synced"
        ),
    ]


@dataclass
class _Company:
    data: Path
    port: int
    process: subprocess.Popen[bytes]
    token: str = ""

    def pids(self) -> list[int]:
        """The processes of the front: those that listen on the port, and their children."""
        found = [
            int(entry.parent.name)
            for entry in Path("/proc").glob("[0-9]*/cmdline")
            if b"manyhands" in (said := _read(entry)) and b"web" in said and str(self.port).encode() in said
        ]
        assert found, "the front cannot be found"
        return found

    def send(self, size: int) -> float:
        """Upload so many zeros; how many seconds it took."""
        place = self._ask("POST", "/api/v1/uploads/", {"Upload-Length": str(size)}).headers["Location"]
        began = time.monotonic()
        headers = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        answer = self._ask("PATCH", place, {**headers, "Content-Length": str(size)}, _zeros(size))
        assert answer.status == 204, answer.status
        return time.monotonic() - began

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: Iterator[bytes] | None = None
    ) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        path = "/" + path.partition("://")[2].partition("/")[2] if "://" in path else path
        common = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {self.token}"}
        line.request(method, path, body, {**common, **headers})
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer


class _Watch:
    """Looks at the memory of some processes ten times a second."""

    def __init__(self, pids: list[int]) -> None:
        self._pids, self._stop = pids, threading.Event()
        self._before = self._peak = self._memory_mb()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def grown_mb(self) -> float:
        return max(0.0, self._peak - self._before)

    def _look(self) -> None:
        while not self._stop.wait(_LOOK_EVERY_S):
            self._peak = max(self._peak, self._memory_mb())

    def _memory_mb(self) -> float:
        """Anonymous memory: pages of files that are being written belong to the kernel."""
        lines = [line for pid in self._pids for line in _read(Path(f"/proc/{pid}/status")).splitlines()]
        return sum(int(line.split()[1]) for line in lines if line.startswith(b"RssAnon:")) / 1024


@contextlib.contextmanager
def _company(data: Path) -> Iterator[_Company]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "manyhands", "run", "--data", str(data), "--port", str(port)]
    with (data / "run.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    company = _Company(data, port, process)
    try:
        _wait_until_ready(company)
        _say(data, "member", "add", "bench", "--mail", "bench@example.org")
        company.token = _say(data, "member", "token", "bench").splitlines()[-1]
        yield company
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait_until_ready(company: _Company) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if company._ask("GET", "/readyz", {}).status == 200:  # noqa: SLF001 - a function of the same file
                return
        time.sleep(0.2)
    raise SystemExit((company.data / "run.log").read_text())


def _say(data: Path, *words: str) -> str:
    command = [sys.executable, "-m", "manyhands", *words, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def _zeros(size: int) -> Iterator[bytes]:
    for _ in range(size // len(_BLOCK)):
        yield _BLOCK
    if size % len(_BLOCK):
        yield _BLOCK[: size % len(_BLOCK)]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""

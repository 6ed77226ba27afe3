"""A company of its own for a measurement, as its operator starts it."""

from __future__ import annotations

import contextlib
import http.client
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.company import RunningCompany, run, wait_until

BLOCK = os.urandom(2**20)  # bytes that no disk can pack
_LOOK_EVERY_S = 0.1


def load() -> str:
    """How busy the machine is, for the notes of figures."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


@contextlib.contextmanager
def company() -> Iterator[Company]:
    with (
        tempfile.TemporaryDirectory(prefix="manyhands-bench-") as folder,
        RunningCompany(Path(folder) / "data") as running,
    ):
        wait_until(running.is_ready, 90)
        run("member", "add", "bench", "--mail", "bench@example.org", "--data", str(running.data))
        said = run("member", "token", "bench", "--data", str(running.data)).stdout
        yield Company(running, said.splitlines()[-1])


@dataclass
class Company:
    running: RunningCompany
    token: str

    @property
    def port(self) -> int:
        return self.running.port

    @property
    def data(self) -> Path:
        return self.running.data

    def enter(self) -> None:
        """Load Django in this process, on this company's data; once, because it reads its settings once."""
        os.environ["MANYHANDS_DATA"] = str(self.data)
        os.environ["DJANGO_SETTINGS_MODULE"] = "manyhands.config.settings"
        os.environ.pop("PAGES_KEPT_SECONDS", None)  # tests switch it off
        import django

        django.setup()

    def front(self) -> list[int]:
        """The processes that answer."""
        return self.running.pids("manyhands web")

    def send(self, megabytes: int) -> float:
        """Upload so many blocks in one PATCH; how many seconds it took."""
        size = megabytes * len(BLOCK)
        begun = self._ask("POST", "/api/v1/uploads/", {"Upload-Length": str(size)})
        place = urlsplit(begun.headers["Location"]).path
        headers = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        before = time.monotonic()
        blocks = (BLOCK for _ in range(megabytes))
        answer = self._ask("PATCH", place, {**headers, "Content-Length": str(size)}, blocks)
        assert answer.status == 204, answer.status
        return time.monotonic() - before

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: Iterator[bytes] | None = None
    ) -> http.client.HTTPResponse:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)) as line:
            common = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {self.token}"}
            line.request(method, path, body, {**common, **headers})
            answer = line.getresponse()
            answer.read()
            return answer


class MemoryWatch:
    """Looks at the anonymous memory of some processes ten times a second: pages of files are the kernel's."""

    def __init__(self, pids: list[int]) -> None:
        assert pids, "there is nothing to watch"
        self._pids, self._stop = pids, threading.Event()
        self._before = self._peak = self._memory_mb()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def grown_mb(self) -> float:
        return self._peak - self._before

    def _look(self) -> None:
        while not self._stop.wait(_LOOK_EVERY_S):
            self._peak = max(self._peak, self._memory_mb())

    def _memory_mb(self) -> float:
        lines = [line for pid in self._pids for line in _status(pid)]
        return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) / 1024


def _status(pid: int) -> list[str]:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/status").read_text().splitlines()
    return []


def cpu_seconds(pids: list[int]) -> float:
    """What these processes have computed so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")

"""1,100 people listen and 64 upload slowly: whoever comes now still gets the page."""

from __future__ import annotations

import contextlib
import resource
import selectors
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from manyhands.media.tests.tus_client import Tus
from tests.company import ROOT, RunningCompany, on_this_machine, run, wait_until
from tests.live import Caller

pytestmark = pytest.mark.slow

STREAMS = 1_100
STREAMS_EACH = 5  # fewer than a member may have in one process
UPLOADS = 64
DECLARED = 8_000_000
DRIP = b"x" * 5_000
DRIP_EVERY_S = 0.25
PAGES = 20
USUAL_LIMIT = 1_024  # of open files, on most machines


@pytest.fixture
def company(tmp_path: Path) -> Iterator[RunningCompany]:
    """A company that was started with as few open files as usual; this process needs more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (USUAL_LIMIT, hard))
    try:
        running = RunningCompany(tmp_path / "data")
        running.start()
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8_192), hard))
        wait_until(running.is_ready, 90)
        yield running
        running.end()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def cookies_of(company: RunningCompany, count: int) -> list[str]:
    environment = {**company.environment, "MANYHANDS_DATA": str(company.data)}
    asked = [sys.executable, "-W", "ignore", "-m", "tests.crowd_members", str(count)]
    said = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return said.stdout.split()


def listen(port: int, cookie: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=60)
    line.sendall(f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: session={cookie}\r\n\r\n".encode())
    return line


def hear_all(lines: list[socket.socket], *, within: float) -> int:
    """On how many of them the stream has begun."""
    begun: dict[socket.socket, bytes] = dict.fromkeys(lines, b"")
    deadline = time.monotonic() + within
    with selectors.DefaultSelector() as waiting:
        for line in lines:
            waiting.register(line, selectors.EVENT_READ)
        while waiting.get_map() and time.monotonic() < deadline:
            for key, _events in waiting.select(1):
                assert isinstance(key.fileobj, socket.socket)
                begun[key.fileobj] += (heard := key.fileobj.recv(65_536))
                if not heard or b"event: notices" in begun[key.fileobj]:
                    waiting.unregister(key.fileobj)
    return sum(b"event: notices" in heard for heard in begun.values())


def drip(lines: list[socket.socket], stop: threading.Event) -> None:
    """A little of each body, again and again."""
    while not stop.wait(DRIP_EVERY_S):
        for line in lines:
            line.sendall(DRIP)


def test_pages_answer_beside_1100_open_streams_and_64_slow_uploads(company: RunningCompany) -> None:
    run("member", "add", "ada", "--mail", "ada@example.org", "--data", str(company.data))
    token = run("member", "token", "ada", "--data", str(company.data)).stdout.splitlines()[-1]
    tus = Tus(Caller(company.port, {"Authorization": f"Bearer {token}"}))
    cookies = cookies_of(company, STREAMS // STREAMS_EACH)
    with contextlib.ExitStack() as open_lines:
        listening = [
            open_lines.enter_context(listen(company.port, cookie))
            for cookie in cookies
            for _tab in range(STREAMS_EACH)
        ]
        assert hear_all(listening, within=120) == STREAMS
        paths = [tus.begin(DECLARED) for _upload in range(UPLOADS)]
        uploading = [open_lines.enter_context(tus.open_patch(path, 0, DECLARED)) for path in paths]
        stop = threading.Event()
        dripping = threading.Thread(target=drip, args=(uploading, stop))
        dripping.start()
        try:
            waited = [seconds_for_page(company.port) for _page in range(PAGES)]
        finally:
            stop.set()
            dripping.join()
        print(f"median {statistics.median(waited):.3f} s, worst {max(waited):.3f} s")  # noqa: T201
        assert max(waited) < on_this_machine(1)
        for line in uploading:
            line.close()
        wait_until(lambda: all(tus.offset(path) > 0 for path in paths), 60)
        assert company.ask_to_stop() < on_this_machine(6)


def seconds_for_page(port: int) -> float:
    before = time.monotonic()
    assert Caller(port).get("/works").status == 200
    return time.monotonic() - before

"""From a bucket to a reader, at the reader's pace."""

from __future__ import annotations

import contextlib
import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from manyhands.media.tests.relay_app import CHUNK, CHUNKS
from tests.jobs import wait_for
from tests.live import Caller, Front


@pytest.fixture(scope="module")
def front(tmp_path_factory) -> Iterator[Front]:
    front = Front(application="manyhands.media.tests.relay_app:application", workers=1)
    front.start(ready=lambda: is_open(front.port))
    yield front
    front.stop()


def is_open(port: int) -> bool:
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    return False


def memory_mb(front: Front) -> int:
    status = Path(f"/proc/{front.pids()[0]}/status").read_text()
    found = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(found.split()[1]) // 1024


def test_everything_arrives(front):
    assert Caller(front.port).get("/").body == CHUNK * CHUNKS


def test_a_reader_who_stands_still_costs_no_memory(front):
    before = memory_mb(front)
    with socket.create_connection(("127.0.0.1", front.port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(1)
        line.recv(1000)
        assert memory_mb(front) - before < 30
        assert Caller(front.port).get("/").body == CHUNK * CHUNKS  # and nobody waits for that reader
    wait_for(lambda: not list_pipes(front))


def list_pipes(front: Front) -> list[str]:
    """The pipes that the front still has open."""
    names = []
    for file in Path(f"/proc/{front.pids()[0]}/fd").iterdir():
        with contextlib.suppress(OSError):  # closed while we looked
            names.append(str(file.readlink()))
    return [name for name in names if "relay-" in name]


def test_a_bucket_that_fails_cuts_the_line(front):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", front.port)) as line:
        line.request("GET", "/breaks")
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            line.getresponse().read()
    assert Caller(front.port).get("/").status == 200

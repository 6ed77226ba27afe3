"""What pages and uploads cost each other, and what a crowd costs both: ``bin/bench front``."""

from __future__ import annotations

import contextlib
import resource
import statistics
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bench import Figure
from bench._company import Company, company, load

if TYPE_CHECKING:
    from tests.live import Caller

PAGES = 300
PAGE_LIMIT_MS = 250.0
UPLOAD_MB = 512
READERS = 4


def measure() -> list[Figure]:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8_192), hard))
    with company() as running:
        running.enter()
        from tests.live import Caller
        from tests.test_crowd import STREAMS, STREAMS_EACH, UPLOADS, cookies_of

        cookies = cookies_of(running.running, STREAMS // STREAMS_EACH)
        reader = Caller(running.port, {"Cookie": f"session={cookies[0]}"})
        alone = _pages(reader)
        with _crowd(running, cookies):
            crowded = _pages(reader)
        running.send(64)
        quiet = statistics.median(UPLOAD_MB / running.send(UPLOAD_MB) for _ in range(3))
        with _readers(reader) as read:
            beside = statistics.median(UPLOAD_MB / running.send(UPLOAD_MB) for _ in range(3))
    note = f"{STREAMS} streams, {UPLOADS} slow uploads, {PAGES} pages of works of a member one by one"
    p99, p99_alone = _p99(crowded), _p99(alone)
    return [
        Figure(
            "front.page_p99_ms",
            p99,
            "ms",
            PAGE_LIMIT_MS,
            f"{note}; median {statistics.median(crowded):.0f}; without the crowd {p99_alone:g};"
            f" at most; {load()}",
        ),
        Figure(
            "front.upload_mb_s",
            round(beside, 1),
            "MB/s",
            round(quiet, 1),
            f"while {READERS} readers asked for {len(read)} pages as fast as they could; baseline: without",
        ),
    ]


def _pages(reader: Caller) -> list[float]:
    """How many milliseconds each took."""
    return [_page(reader) for _ in range(PAGES)]


def _page(reader: Caller) -> float:
    before = time.monotonic()
    answer = reader.get("/works")
    assert answer.status == 200, answer.status
    return (time.monotonic() - before) * 1000


def _p99(took: list[float]) -> float:
    return round(statistics.quantiles(took, n=100)[98], 1)


@contextlib.contextmanager
def _crowd(running: Company, cookies: list[str]) -> Iterator[None]:
    """Everybody listens, and some upload a little at a time."""
    from manyhands.media.tests.tus_client import Tus
    from tests.live import Caller
    from tests.test_crowd import DECLARED, STREAMS, STREAMS_EACH, UPLOADS, drip, hear_all, listen

    tus = Tus(Caller(running.port, {"Authorization": f"Bearer {running.token}"}))
    with contextlib.ExitStack() as lines:
        listening = [
            lines.enter_context(listen(running.port, cookie))
            for cookie in cookies
            for _tab in range(STREAMS_EACH)
        ]
        assert hear_all(listening, within=120) == STREAMS
        paths = [tus.begin(DECLARED) for _upload in range(UPLOADS)]
        uploading = [lines.enter_context(tus.open_patch(path, 0, DECLARED)) for path in paths]
        stop = threading.Event()
        dripping = threading.Thread(target=drip, args=(uploading, stop))
        dripping.start()
        try:
            yield
        finally:
            stop.set()
            dripping.join()


@contextlib.contextmanager
def _readers(reader: Caller) -> Iterator[list[float]]:
    """Members who ask for one page after the other; what each page took, in milliseconds."""
    took: list[float] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            took.append(_page(reader))

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield took
    finally:
        stop.set()
        for thread in threads:
            thread.join()

"""What pages cost in a company with 20,000 works: ``bin/bench pages``.

Processor time is that of the front's processes for one request after the other, taken from the kernel;
queries are counted in this process, on the same database. Requests a second are those of one reader.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench import Figure
from bench._company import company, cpu_seconds, load

ROWS = int(os.environ.get("BENCH_PAGES_ROWS", "10000"))  # the filler makes twice as many works
REQUESTS = int(os.environ.get("BENCH_PAGES_REQUESTS", "300"))
CPU_LIMIT_MS, QUERY_LIMIT, KB_LIMIT, RATIO_AT_LEAST = 4.0, 8, 100.0, 0.3


def measure() -> list[Figure]:
    with company() as running:
        running.enter()
        from bench.rows import fill, tidy
        from tests.live import session_of

        filled = fill(ROWS)
        tidy()
        cookie = f"session={session_of(filled.reader)}"
        site = _Site(running.port, running.front())
        hello = _hello()
        figures = []
        for name, path in {
            "home": "/",
            "browse": "/works",
            "work": filled.song_address,
            "member": f"/people/{filled.ana.handle}",
        }.items():
            figures += _figures(name, path, cookie, filled.reader, site, hello)
        return figures


@dataclass
class _Site:
    port: int
    pids: list[int]

    def cpu_ms(self, path: str, cookie: str) -> float:
        """Processor time of one request, the mean of many."""
        with _line(self.port) as line:
            for _ in range(20):
                _ask(line, path, cookie)
            before = cpu_seconds(self.pids)
            for _ in range(REQUESTS):
                _ask(line, path, cookie)
            return (cpu_seconds(self.pids) - before) / REQUESTS * 1000


def _figures(name: str, path: str, cookie: str, reader: Any, site: _Site, hello: float) -> list[Figure]:
    queries = _queries(path, reader)
    with _line(site.port) as line:
        html = _ask(line, path, cookie)
    size = (len(html) + _assets_of(gzip.decompress(html).decode(), site.port)) / 1000
    shared = _rate(site.port, path)
    return [
        Figure(
            f"pages.{name}.cpu_ms",
            round(site.cpu_ms(path, cookie), 2),
            "ms",
            CPU_LIMIT_MS,
            f"signed in, {2 * ROWS} works, mean of {REQUESTS}; at most; {load()}",
        ),
        Figure(f"pages.{name}.queries", queries, "queries", QUERY_LIMIT, "signed in; at most"),
        Figure(
            f"pages.{name}.kb", round(size, 1), "kB", KB_LIMIT, "over the line, with all it loads; at most"
        ),
        Figure(
            f"pages.{name}.signed_out_ratio",
            round(shared / hello, 2),
            "ratio",
            RATIO_AT_LEAST,
            f"{shared:.0f} requests/s, Django's hello in the same front {hello:.0f}; at least",
        ),
    ]


def _queries(path: str, reader: Any) -> int:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.force_login(reader, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(queries)


def _hello() -> float:
    from tests.live import Front

    front = Front({"DJANGO_SETTINGS_MODULE": "bench._hello"})
    front.start(lambda: _is_there(front.port))
    try:
        return _rate(front.port, "/")
    finally:
        front.stop()


def _is_there(port: int) -> bool:
    with _line(port) as line:
        return bool(_ask(line, "/"))


def _rate(port: int, path: str) -> float:
    """Requests a second."""
    with _line(port) as line:
        for _ in range(20):
            _ask(line, path)
        before = time.monotonic()
        for _ in range(REQUESTS):
            _ask(line, path)
        return REQUESTS / (time.monotonic() - before)


@contextlib.contextmanager
def _line(port: int) -> Iterator[http.client.HTTPConnection]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        yield line


def _ask(line: http.client.HTTPConnection, path: str, cookie: str = "") -> bytes:
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read()
    assert answer.status == 200, (path, answer.status)
    return body


def _assets_of(html: str, port: int) -> int:
    """Bytes of the style sheet, scripts and fonts that the page names, as the front sends them."""
    names = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2))"', html))
    with _line(port) as line:
        return sum(len(_ask(line, name)) for name in names)

"""What every list costs when it holds 10,000 rows, against the same list with 30: ``bin/bench lists``.

Two companies of one throw-away server are filled with the same things, few and many of each. Every page is
asked for in both in turn, so that a busy machine slows both alike; the shortest of some rounds counts.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import Figure

if TYPE_CHECKING:
    from bench.rows import Filled
    from bench.rows.pages import Page

ROWS = int(os.environ.get("BENCH_LISTS_ROWS", "10000"))
FEW = 30
ROUNDS = int(os.environ.get("BENCH_LISTS_ROUNDS", "9"))
SLOWER_AT_MOST = 3.0
FIRST_LOAD_BYTES = 100_000
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}


def measure() -> list[Figure]:
    with _server() as company:
        from bench.rows.pages import PAGES

        only = os.environ.get("BENCH_LISTS_ONLY", "")
        found: list[Figure] = []
        for page in PAGES:
            if only in page.name:
                found += company.compare(page)
                sys.stderr.write(f"{page.name}\n")
        return found


@dataclass
class Seen:
    """One page, asked for again and again."""

    queries: int = 0
    html: bytes = b""
    sent: int = 0  # bytes over the line
    took: list[float] = field(default_factory=list)

    @property
    def ms(self) -> float:
        return min(self.took) * 1000


class Company:
    """A database with a filled company, and those who look at it."""

    def __init__(self, name: str, rows: int) -> None:
        from django.db import connections

        self.connection = connections.create_connection("default")
        self.connection.settings_dict = {**self.connection.settings_dict, "NAME": name}
        self.enter()
        from bench.rows import fill, tidy

        self.filled: Filled = fill(rows)
        tidy()
        self.clients: dict[str, Any] = {}

    def enter(self) -> None:
        """From here on every query goes to this one."""
        from django.db import connections

        connections["default"] = self.connection

    def ask(self, page: Page, *, deep: bool, seen: Seen) -> None:
        """:raises AssertionError: it is not there"""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.enter()
        address, client = page.address(self.filled, deep=deep), self._client(page.viewer)
        if not seen.queries:
            client.get(address)  # what is kept for ten minutes, and what a connection learns
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            assert answer.status_code == 200, f"{address}: {answer.status_code}"
            seen.queries, seen.sent = len(queries), len(answer.content)
            packed = answer.headers.get("Content-Encoding") == "gzip"
            seen.html = gzip.decompress(answer.content) if packed else answer.content
        before = time.perf_counter()
        client.get(address)
        seen.took.append(time.perf_counter() - before)

    def _client(self, viewer: str) -> Any:
        if viewer not in self.clients:
            from django.conf import settings
            from django.test import Client

            self.clients[viewer] = Client(headers={"accept-encoding": "gzip"})
            if viewer:
                member = getattr(self.filled, viewer)
                self.clients[viewer].force_login(member, backend=settings.AUTHENTICATION_BACKENDS[0])
        return self.clients[viewer]


@dataclass
class Pair:
    """The company with few rows and the one with many."""

    few: Company
    many: Company
    assets: dict[str, int]  # bytes over the line of what pages refer to, by name

    def compare(self, page: Page) -> list[Figure]:
        yes, no = Seen(), Seen()
        deep = Seen()
        for _round in range(ROUNDS):
            self.few.ask(page, deep=False, seen=no)
            self.many.ask(page, deep=False, seen=yes)
            if page.place:
                self.many.ask(page, deep=True, seen=deep)
        found = [
            Figure(f"{page.name}: queries", yes.queries, "queries", no.queries, f"{FEW} rows: the baseline"),
            Figure(f"{page.name}: time", round(yes.ms / no.ms, 2), "ratio", SLOWER_AT_MOST, _said(yes, no)),
        ]
        if page.place:
            found.append(
                Figure(
                    f"{page.name}: time, deep",
                    round(deep.ms / no.ms, 2),
                    "ratio",
                    SLOWER_AT_MOST,
                    f"{_said(deep, no)}; {deep.queries} queries",
                )
            )
        if not page.is_api:
            note = f"over the line with style, script and font; {len(yes.html)} bytes of HTML"
            size = yes.sent + self._assets_of(yes.html.decode())
            found.append(Figure(f"{page.name}: first load", size, "bytes", FIRST_LOAD_BYTES, note))
        return found

    def _assets_of(self, html: str) -> int:
        return sum(size for name, size in self.assets.items() if name in html)


def _said(seen: Seen, few: Seen) -> str:
    return f"{seen.ms:.1f} ms with {ROWS} rows, {few.ms:.1f} ms with {FEW}"


@contextlib.contextmanager
def _server() -> Iterator[Pair]:
    """Two filled companies; gone afterwards. Django is loaded only here: it reads its settings once."""
    with tempfile.TemporaryDirectory(prefix="bench-lists-") as folder:
        data = Path(folder)
        os.environ |= {"MANYHANDS_DATA": folder, "DJANGO_SETTINGS_MODULE": "manyhands.config.settings"}
        from manyhands.core.embedded.cluster import connect
        from manyhands.core.embedded.server import Server

        server = Server(data, settings=_CARELESS)
        server.start()
        try:
            migrate = [sys.executable, "-m", "manyhands", "migrate", "--data", folder]
            subprocess.run(migrate, check=True, stdout=subprocess.DEVNULL)
            with connect(data, "postgres", database="postgres") as system:
                system.execute("CREATE DATABASE many TEMPLATE manyhands")
            import django

            django.setup()
            pair = Pair(Company("manyhands", FEW), Company("many", ROWS), _assets())
            yield pair
            for company in (pair.few, pair.many):
                company.connection.close()
        finally:
            server.stop()


def _assets() -> dict[str, int]:
    """What the front sends for each static file, by its name in pages."""
    from django.conf import settings

    from manyhands.config.front import static

    root = Path(settings.STATIC_ROOT)
    static.build(root)
    sizes = {}
    for file in root.rglob("*"):
        if file.suffix in {".css", ".js", ".woff2"}:
            packed = file.with_name(file.name + ".gz")
            sizes[str(file.relative_to(root))] = (packed if packed.exists() else file).stat().st_size
    return sizes

"""Every list that ``bin/bench lists`` measures asks as often and stays as short however long it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.rows import Filled, fill
from bench.rows.pages import PAGES, Page

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

FEW, MANY = 30, 260
HTML_BYTES = 60_000  # with style, script and font, and packed, less than 100 kB over the line
Asked = tuple[int, int]  # queries, bytes


@contextmanager
def company(rows: int) -> Iterator[Filled]:
    with transaction.atomic():
        yield fill(rows)
        transaction.set_rollback(True)
    cache.clear()


def ask(page: Page, filled: Filled, *, deep: bool) -> Asked:
    client = Client()
    if page.viewer:
        client.force_login(getattr(filled, page.viewer))
    address = page.address(filled, deep=deep)
    client.get(address)  # what is kept for a while is not counted
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries), len(answer.content)


def test_no_list_asks_more_or_grows_longer_with_its_rows() -> None:
    with company(FEW) as filled:
        few = {page.name: ask(page, filled, deep=False) for page in PAGES}
    with company(MANY) as filled:
        many = {page.name: ask(page, filled, deep=False) for page in PAGES}
        deep = {page.name: ask(page, filled, deep=True) for page in PAGES if page.place}
    more = {name: (few[name][0], queries) for name, (queries, _) in many.items() if queries > few[name][0]}
    assert more == {}, "more queries"
    more = {
        name: (few[name][0], queries) for name, (queries, _) in deep.items() if queries > few[name][0] + 1
    }
    assert more == {}, "more queries on a later page"
    long = {name: size for found in (many, deep) for name, (_, size) in found.items() if size > HTML_BYTES}
    assert long == {}, "longer than a page may be"

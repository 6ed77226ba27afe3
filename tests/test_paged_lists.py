"""Lists with no end of their own are read to their end page by page, each row once."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from manyhands.api.models import Token
from manyhands.core import clock
from manyhands.moderation.models import Report
from manyhands.people.models import Block, Member, Role, RoleName, Session
from manyhands.rights.models import CreditList
from manyhands.talk.models import Thread
from manyhands.works.models import Collection, CollectionItem, Edit, Kind, Version, Work
from tests.make import NOON, make_administrator, make_collection, make_work

pytestmark = pytest.mark.django_db

ROWS = 60
HTML_BYTES = 60_000
NEXT = re.compile(r'href="([^"]+)" rel="next"')


@dataclass(frozen=True)
class Long:
    """A list of ``ROWS`` rows; ``row`` finds the mark of each in the page."""

    address: str
    row: str


def members() -> list[Member]:
    return Member.objects.bulk_create(
        [
            Member(
                handle=f"drummer{n}",
                handle_skeleton=f"drummer{n}",
                name=f"Drummer {n}.",
                email=f"drummer{n}@example.org",
                joined_at=NOON,
            )
            for n in range(ROWS)
        ]
    )


def blocks(ana: Member) -> Long:
    Block.objects.bulk_create([Block(by=ana, member=each, at=NOON) for each in members()])
    return Long("/settings/blocks", r"/people/(drummer\d+)/unblock")


def tokens(ana: Member) -> Long:
    tokens = [
        Token(member=ana, name=f"p{n}", token_hash=f"{n:064}", scopes="read", at=NOON) for n in range(ROWS)
    ]
    Token.objects.bulk_create(tokens)
    return Long("/settings/tokens", r"/settings/tokens/(\d+)/end")


def sessions(ana: Member) -> Long:
    later = clock.now().replace(year=2100)
    Session.objects.bulk_create(
        [
            Session(
                session_key=f"{n:032}",
                session_data="",
                expire_date=later,
                member=ana,
                signed_in_at=NOON.replace(minute=n),
            )
            for n in range(ROWS)
        ]
    )
    return Long("/settings/security", r"/settings/security/sessions/(\w+)/end")


def roles(ana: Member) -> Long:
    Role.objects.bulk_create([Role(member=each, name=RoleName.CURATOR, at=NOON) for each in members()])
    Role.objects.create(member=ana, name=RoleName.MODERATOR, at=NOON)
    return Long("/company/roles", r'href="/people/(drummer\d+)"')


def shelves(ana: Member) -> Long:
    work = make_work()
    threads = Thread.objects.bulk_create([Thread() for _ in range(ROWS)])
    Collection.objects.bulk_create(
        [Collection(owner=ana, title=f"Shelf {n}", thread=threads[n], at=NOON) for n in range(ROWS)]
    )
    return Long(f"/works/{work.pk}/collect", r'name="collection" value="(\d+)"')


def versions(ana: Member) -> Long:
    work = make_work(ana, kind=Kind.TEXT)
    rows = [Version(work=work, number=n, body="Rain.", by=ana, at=NOON) for n in range(2, ROWS + 1)]
    Work.objects.filter(pk=work.pk).update(latest=Version.objects.bulk_create(rows)[-1])
    return Long(f"/works/{work.pk}/history", rf"/works/{work.pk}/v/(\d+)")


def edits(ana: Member) -> Long:
    work = make_work(ana, title="Title 60.")
    Edit.objects.bulk_create(
        [Edit(work=work, field="title", before=f"Title {n}.", by=ana, at=NOON) for n in range(ROWS)]
    )
    return Long(f"/works/{work.pk}/history", r"<del>(Title \d+\.)</del>")


def items(ana: Member) -> Long:
    shelf = make_collection(ana)
    like = make_work()
    threads = Thread.objects.bulk_create([Thread() for _ in range(ROWS)])
    credit_lists = CreditList.objects.bulk_create([CreditList() for _ in range(ROWS)])
    works = Work.objects.bulk_create(
        [
            Work(
                author=like.author,
                kind=like.kind,
                title=f"Work {n}",
                licence=like.licence,
                thread=threads[n],
                credit_list=credit_lists[n],
                at=NOON,
            )
            for n in range(ROWS)
        ]
    )
    CollectionItem.objects.bulk_create(
        [
            CollectionItem(collection=shelf, work=each, position=n, by=ana, at=NOON)
            for n, each in enumerate(works)
        ]
    )
    return Long(shelf.get_absolute_url(), r'id="item-(\d+)"')


def reports(_ana: Member) -> Long:
    work = make_work()
    Report.objects.bulk_create(
        [Report(subject="work", subject_id=work.pk, by=each, why="spam", at=NOON) for each in members()]
    )
    return Long(f"/desk/work/{work.pk}", r'href="/people/(drummer\d+)"')


@pytest.mark.parametrize("fill", [blocks, tokens, sessions, roles, shelves, versions, edits, items, reports])
def test_it_is_read_to_its_end(
    fill: Callable[[Member], Long], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ana = make_administrator("ana")
    client = Client()
    client.force_login(ana)
    client.get("/settings")  # the first request of a session writes what device it is
    long = fill(ana)
    found: list[str] = []
    address: str | None = long.address
    while address:
        with django_assert_max_num_queries(24):
            page = client.get(address).content.decode()
        assert len(page) < HTML_BYTES
        rows = re.findall(long.row, page)
        assert 0 < len(rows) < ROWS, "one page is not all of it"
        found += rows
        address = following(page, address)
    assert len(found) == len(set(found)) == ROWS


def following(page: str, address: str) -> str | None:
    """Where the list goes on; of two lists on a page, the one that the test is about has more."""
    links = [html.unescape(link) for link in NEXT.findall(page)]
    if not links:
        return None
    link = links[0]
    return address.partition("?")[0] + link if link.startswith("?") else link.partition("#")[0]

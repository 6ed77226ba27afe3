"""A member's own things in one place, and the first page as a member sees it."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from manyhands.core.clock import now
from manyhands.people.models import Member
from manyhands.talk.actions import comment, give_heart
from manyhands.works.actions import hold_work
from tests.jobs import run_jobs
from tests.make import NOON, make_draft, make_member, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client: Client) -> Member:
    member = make_member("ana")
    client.force_login(member)
    return member


def yours(client: Client) -> str:
    return client.get("/yours").content.decode()


def test_ones_own_works_and_what_others_made_of_them(client, ana):
    loop = make_work(ana, title="Kitchen loop")
    make_work(make_member("kofi"), title="Bass added", sources=[loop])
    make_work(make_member("yui"), title="Something else")
    make_draft(ana)
    found = yours(client)
    assert "Kitchen loop" in found
    assert "Bass added" in found.partition("What others made of yours")[2].partition("Your works")[0]
    assert "Something else" not in found
    assert "1 draft<" in found


def test_ones_own_remix_of_ones_own_work_is_not_somebody_elses(client, ana):
    make_work(ana, title="Again", sources=[make_work(ana, title="Kitchen loop")])
    assert "What others made of yours" not in yours(client)


def test_what_one_loves_the_last_first(client, ana):
    works = [make_work(make_member(), title=title) for title in ("Rain", "Boats", "Hidden")]
    for number, work in enumerate(works):
        give_heart(work.thread, by=ana, at=NOON.replace(minute=number))
    hold_work(works[2], reason="Asked for.", by=None, at=NOON)
    loved = yours(client).partition("What you love")[2]
    assert 0 < loved.index("Boats") < loved.index("Rain")
    assert "Hidden" not in loved


def test_a_newcomer_is_invited(client, ana):
    assert "Nothing here yet. Start it." in yours(client)


def test_a_stranger_signs_in_first(client):
    assert client.get("/yours").headers["Location"].startswith("/sign-in")


@pytest.mark.slow
@pytest.mark.parametrize("many", [3, 30])
def test_the_number_of_queries_does_not_grow(client, ana, django_assert_max_num_queries, many):
    kofi = make_member("kofi")
    for number in range(many):
        loop = make_work(ana, title=f"Loop {number}")
        remix = make_work(kofi, title=f"Bass {number}", sources=[loop])
        give_heart(remix.thread, by=ana, at=NOON)
    with django_assert_max_num_queries(13):
        assert len(client.get("/yours").content) < 100_000


def test_the_first_page_tells_a_member_what_happened(client, ana):
    cache.clear()
    loop = make_work(ana, title="Kitchen loop")
    comment(loop.thread, by=make_member("kofi"), words="Keep it.", at=now())
    run_jobs("fast")
    found = client.get("/").content.decode()
    assert "What happened to yours" in found
    assert "Kofi" in found.partition("What happened to yours")[2]
    client.logout()
    assert "What happened to yours" not in client.get("/").content.decode()


def test_the_first_page_names_who_came_last(client):
    make_work(make_member("ana"))
    make_member("kofi")
    found = client.get("/").content.decode().partition("New here")[2]
    assert "Kofi" in found
    assert "Ana" in found

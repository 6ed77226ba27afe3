"""Browse: works by kind, tag and language, newest, loved, or never remixed."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from manyhands.talk.models import Thread
from manyhands.works.actions import hold_work
from manyhands.works.models import Kind, Work
from tests.make import NOON, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_offers() -> None:
    cache.clear()


def titles(client: Client, query: str = "") -> list[str]:
    found = client.get(f"/works{query}").content.decode()
    return re.findall(r'<h2 class="card__title"[^>]*><a [^>]*>([^<]+)</a>', found)


def test_works_stand_newest_first(client):
    make_work(title="First")
    make_work(title="Second")
    assert titles(client) == ["Second", "First"]


def test_a_kind_a_tag_and_a_language_narrow_it_together(client):
    make_work(title="Wanted", kind=Kind.TEXT, tags=["Rain"], language="fr")
    make_work(title="Sound", tags=["rain"], language="fr")
    make_work(title="Dry", kind=Kind.TEXT, language="fr")
    make_work(title="English", kind=Kind.TEXT, tags=["rain"])
    assert titles(client, "?kind=text&tag=rain&language=fr") == ["Wanted"]
    assert len(titles(client, "?tag=RAIN")) == 3


def test_what_does_not_exist_finds_nothing_or_is_left_out(client):
    make_work(title="First")
    assert titles(client, "?tag=nobody") == []
    assert titles(client, "?kind=opera&show=best&after=%00") == ["First"]


def test_loved_works_stand_by_their_hearts(client):
    quiet, some, many = [make_work(title=title) for title in ("Quiet", "Some", "Many")]
    for work, hearts in ((some, 2), (many, 9)):
        Thread.objects.filter(pk=work.thread_id).update(hearts_count=hearts)
    assert titles(client, "?show=loved") == ["Many", "Some"]
    assert quiet.title in titles(client)


def test_works_that_nobody_remixed(client):
    loop = make_work(title="Loop")
    make_work(title="Bass added", sources=[loop])
    assert titles(client, "?show=never-remixed") == ["Bass added"]


def test_the_filters_offer_what_there_is(client):
    make_work(tags=["Rain"], language="fr")
    hold_work(make_work(tags=["Secret"], language="ja"), reason="Asked for.", by=None, at=NOON)
    found = client.get("/works?kind=audio").content.decode()
    assert 'href="/works?kind=audio&amp;tag=rain"' in found
    assert 'href="/works?kind=audio&amp;language=fr"' in found
    assert "Secret" not in found


def test_an_empty_page_invites(client):
    assert "Nothing here yet. Start it." in client.get("/works").content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("show", ["newest", "loved", "never-remixed"])
def test_every_order_is_paged_to_its_end(client, show):
    for number in range(36):
        make_work(title=f"Work {number}")
    Thread.objects.filter(work__in=Work.objects.all()).update(hearts_count=1)
    first = client.get(f"/works?show={show}").content.decode()
    following = re.search(r'href="(/works[^"]*after=[^"]+)" rel="next"', first)
    assert following is not None
    rest = titles(client, following[1].removeprefix("/works").replace("&amp;", "&"))
    assert len(rest) == 6
    assert not set(rest) & set(titles(client, f"?show={show}"))


@pytest.mark.parametrize("many", [3, 30])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, many):
    for number in range(many):
        make_work(title=f"Work {number}", tags=["rain", f"tag {number}"])
    client.get("/works")  # which tags and languages there are is counted once in ten minutes
    with django_assert_max_num_queries(10):
        answer = client.get("/works?tag=rain&language=en&show=loved")
    assert len(answer.content) < 100_000

"""Parts of pages that everybody sees alike are made once; nobody gets somebody else's."""

from __future__ import annotations

import pytest
from cachetools import TTLCache
from django.conf import settings
from django.test import Client

from manyhands.core import shared
from manyhands.works.actions import hold_work
from tests.make import NOON, make_member, make_moderator, make_work

pytestmark = pytest.mark.django_db
PLACES = ["/", "/works", "/people/ana"]


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """For as long as a test lasts."""
    parts: TTLCache[object, object] = TTLCache(100, 600)
    monkeypatch.setattr(shared, "_kept", lambda: parts)
    return parts


def signed_in(member):
    client = Client()
    client.force_login(member, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def shows(client, place, *titles):
    page = client.get(place).content.decode()
    return [title for title in titles if f">{title}<" in page]


@pytest.mark.parametrize("place", PLACES)
def test_members_share_a_part_with_strangers(place, kept):
    ana, noor = make_member("ana"), make_member("noor")
    make_work(ana, title="Rain")
    assert shows(signed_in(noor), place, "Rain") == ["Rain"]
    make_work(ana, title="Snow")
    kofi = signed_in(make_member("kofi"))
    assert shows(kofi, place, "Rain", "Snow") == ["Rain"]
    kept.clear()
    assert "Snow" in shows(kofi, place, "Rain", "Snow")


@pytest.mark.parametrize("place", PLACES)
def test_who_did_something_sees_it_at_once(place):
    ana, noor = make_member("ana"), make_member("noor")
    make_work(ana, title="Rain")
    client = signed_in(noor)
    client.get(place)
    make_work(ana, title="Snow")
    answer = client.post("/notices/read")
    assert answer.cookies[shared.ACTED_COOKIE]["max-age"] == 5
    assert "Snow" in shows(client, place, "Snow")


def test_a_stranger_who_posts_gets_no_cookie():
    assert shared.ACTED_COOKIE not in Client().post("/preferences", {"theme": "dark"}).cookies


@pytest.mark.parametrize("place", PLACES)
def test_what_is_held_is_seen_by_its_maker_alone_whoever_came_first(place):
    ana, noor = make_member("ana"), make_member("noor")
    make_work(ana, title="Rain")
    held = make_work(ana, title="Snow")
    hold_work(held, reason="It is reported.", by=make_moderator(), at=NOON)
    assert "Snow" in shows(signed_in(ana), place, "Rain", "Snow")
    assert shows(signed_in(noor), place, "Rain", "Snow") == ["Rain"]
    assert "Snow" in shows(signed_in(ana), place, "Rain", "Snow")
    assert shows(Client(), place, "Rain", "Snow") == ["Rain"]


@pytest.mark.parametrize("place", PLACES)
def test_every_form_in_a_shared_page_is_of_who_asked(place):
    make_work(make_member("ana"), title="Rain")
    clients = [signed_in(make_member(name)) for name in ("noor", "kofi")]
    pages = [client.get(place).content.decode() for client in clients]
    for client, page, other in zip(clients, pages, reversed(pages), strict=True):
        tokens = set(page.split('name="csrfmiddlewaretoken" value="')[1:])
        assert not tokens & set(other.split('name="csrfmiddlewaretoken" value="')[1:])
        assert client.get(place).status_code == 200


@pytest.mark.parametrize("place", ["/", "/works"])
def test_each_question_has_a_part_of_its_own(place):
    noor = signed_in(make_member("noor"))
    make_work(make_member("ana"), title="Rain")
    noor.get(place)
    make_work(make_member("kofi"), title="Snow")
    assert "Snow" in shows(noor, f"{place}?kind=audio", "Snow")

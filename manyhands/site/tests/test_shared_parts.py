"""Parts of pages that everybody sees alike are made once; nobody gets somebody else's."""

from __future__ import annotations

import re

import pytest
from cachetools import TTLCache
from django.conf import settings
from django.test import Client

from manyhands.core import shared
from manyhands.people.models import Block
from manyhands.rights.actions import Person, name_person
from manyhands.talk.models import Heart
from manyhands.works.actions import hold_work
from tests.make import NOON, make_comment, make_member, make_moderator, make_work

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


class TestWork:
    """The page of a work is shared, but not with those to whom it shows more, or less."""

    @pytest.fixture
    def rain(self):
        return make_work(make_member("ana"), title="Rain")

    @pytest.fixture
    def page(self, rain):
        def ask(viewer) -> str:
            client = signed_in(viewer) if viewer else Client()
            return client.get(rain.get_absolute_url()).content.decode()

        return ask

    def test_members_share_it(self, rain, page, kept):
        page(make_member("noor"))
        make_comment(rain.thread, make_member("lin"), "Like tin roofs.")
        kofi = make_member("kofi")
        assert "Like tin roofs." not in page(kofi)
        kept.clear()
        assert "Like tin roofs." in page(kofi)

    def test_it_costs_five_queries(self, page, django_assert_num_queries, rain):
        client = signed_in(make_member("noor"))
        client.get(rain.get_absolute_url())
        with django_assert_num_queries(5):
            client.get(rain.get_absolute_url())

    def test_its_maker_has_the_tools_and_nobody_else(self, rain, page):
        edit = f"/works/{rain.pk}/edit"
        assert edit not in page(make_member("noor"))
        assert edit in page(rain.author)
        assert edit not in page(make_member("kofi"))
        assert edit not in page(None)

    def test_who_spoke_may_change_the_words(self, rain, page):
        noor = make_member("noor")
        said = make_comment(rain.thread, noor, "Lovely.")
        change = f"/comments/{said.pk}/edit"
        assert change in page(noor)
        assert change not in page(make_member("kofi"))
        assert change in page(noor)

    def test_who_is_named_is_asked_and_nobody_else_sees_it(self, rain, page):
        noor, kofi = make_member("noor"), make_member("kofi")
        page(kofi)
        name_person(rain.credit_list, Person("voice", member=noor), by=rain.author, at=NOON)
        asked = "You are named here. Is it right?"
        assert asked in page(noor)
        assert asked not in page(kofi)
        assert asked not in page(None)

    def test_who_blocks_somebody_does_not_read_them(self, rain, page):
        noor, loud = make_member("noor"), make_member("loud")
        make_comment(rain.thread, loud, "FIRST!!")
        assert "FIRST!!" in page(noor)
        Block.objects.create(by=noor, member=loud, at=NOON)
        assert "FIRST!!" not in page(noor)
        assert "FIRST!!" in page(make_member("kofi"))

    def test_a_held_remix_is_seen_by_its_maker_alone(self, rain, page):
        noor = make_member("noor")
        snow = make_work(noor, title="Snow", sources=[rain])
        hold_work(snow, reason="It is reported.", by=make_moderator(), at=NOON)
        assert ">Snow<" in page(noor)
        assert ">Snow<" not in page(make_member("kofi"))

    def test_everybody_has_a_heart_of_their_own(self, rain, page):
        noor = make_member("noor")
        Heart.objects.create(thread=rain.thread, by=noor, at=NOON)
        assert 'aria-pressed="true"' in page(noor)
        assert 'aria-pressed="true"' not in page(make_member("kofi"))

    def test_every_form_has_a_key_of_its_own(self, rain, page):
        keys = [re.findall('name="request_key" value="([^"]+)"', page(make_member(name))) for name in "ab"]
        assert keys[0]
        assert keys[0] != keys[1]

    def test_addresses_are_those_under_which_one_asks(self, rain):
        for host in ("hands.example.org", "localhost"):
            client = signed_in(make_member())
            page = client.get(rain.get_absolute_url(), headers={"host": host}).content.decode()
            assert f"http://{host}/works/" in page

"""Collections as people read and keep them: found in a list, begun from a work, ordered by keyboard."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from manyhands.works import actions
from manyhands.works.models import Collection, Work
from tests.make import NOON, make_collection, make_member, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return make_member("ines")


@pytest.fixture
def rain(ines):
    return make_collection(ines, title="Rain on things")


def put(collection: Collection, *titles: str) -> list[Work]:
    works = [make_work(title=title) for title in titles]
    for work in works:
        actions.add_to_collection(collection, work, by=collection.owner, at=NOON)
    return works


def page(client: Client, collection: Collection) -> str:
    answer = client.get(collection.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def titles(client: Client, collection: Collection) -> list[str]:
    return re.findall(r'<h2 class="card__title"[^>]*><a [^>]*>([^<]+)</a>', page(client, collection))


def test_a_collection_is_found_once_something_is_in_it(client, rain):
    assert "Rain on things" not in client.get("/collections").content.decode()
    put(rain, "Rain on tin")
    assert "Rain on things" in client.get("/collections").content.decode()


def test_anyone_starts_one(client, ines):
    client.force_login(ines)
    said = {"title": "雨", "words": "Wet things.", "language": "ja", "request_key": "k" * 32}
    for _twice in range(2):
        answer = client.post("/collections/new", said)
    collection = Collection.objects.get()
    assert answer.headers["Location"] == collection.get_absolute_url()
    assert (collection.title, collection.words, collection.language) == ("雨", "Wet things.", "ja")


def test_a_form_without_a_title_loses_nothing(client, ines):
    client.force_login(ines)
    answer = client.post("/collections/new", {"title": "", "words": "Wet things."})
    assert answer.status_code == 422
    assert "Wet things." in answer.content.decode()


def test_a_work_is_collected_from_its_page(client, ines, rain):
    work = make_work(title="Rain on tin")
    client.force_login(ines)
    assert f'href="/works/{work.pk}/collect"' in client.get(work.get_absolute_url()).content.decode()
    assert "Put it in" in client.get(f"/works/{work.pk}/collect").content.decode()
    client.post(f"/works/{work.pk}/collect", {"collection": rain.pk})
    assert titles(client, rain) == ["Rain on tin"]
    assert "is in there" in client.get(f"/works/{work.pk}/collect").content.decode()


def test_a_work_begins_a_collection(client, ines):
    work = make_work(title="Rain on tin")
    client.force_login(ines)
    client.post(f"/works/{work.pk}/collect", {"title": "Rain on things"})
    assert titles(client, Collection.objects.get()) == ["Rain on tin"]


def test_nothing_is_put_into_somebody_elses_collection(client, rain):
    client.force_login(make_member("kofi"))
    assert client.post(f"/works/{make_work().pk}/collect", {"collection": rain.pk}).status_code == 404
    assert not rain.items.exists()


def test_the_buttons_move_a_work(client, ines, rain):
    put(rain, "A", "B", "C")
    client.force_login(ines)
    last = rain.items.get(work__title="C").pk
    answer = client.post(f"/collections/{rain.pk}/order", {"move": f"{last}:up"})
    assert answer.headers["Location"].endswith(f"#item-{last}")
    assert titles(client, rain) == ["A", "C", "B"]
    client.post(f"/collections/{rain.pk}/order", {"move": f"{last}:first"})
    client.post(f"/collections/{rain.pk}/order", {"move": f"{last}:up"})
    assert titles(client, rain) == ["C", "A", "B"]


def test_a_hidden_work_keeps_its_place_while_others_move(client, ines, rain):
    hidden = put(rain, "A", "Hidden", "B", "C")[1]
    actions.hold_work(hidden, reason="Asked for.", by=None, at=NOON)
    client.force_login(ines)
    last = rain.items.get(work__title="C").pk
    client.post(f"/collections/{rain.pk}/order", {"move": f"{last}:first"})
    actions.lift_hold(hidden, by=None, at=NOON)
    assert titles(client, rain) == ["C", "Hidden", "A", "B"]


def test_a_curator_says_why_a_work_is_there_and_takes_it_out(client, ines, rain):
    put(rain, "A")
    client.force_login(ines)
    item = rain.items.get()
    client.post(f"/collections/items/{item.pk}", {"words": "For the drums."})
    assert "For the drums." in page(client, rain)
    client.post(f"/collections/items/{item.pk}", {"words": "", "take_out": "yes"})
    assert titles(client, rain) == []


def test_two_curate_it_together_once_both_want_to(client, ines, rain):
    kofi = make_member("kofi")
    client.force_login(ines)
    client.post(f"/collections/{rain.pk}/curators", {"member": "@Kofi"})
    client.force_login(kofi)
    assert "asks you to curate" in page(client, rain)
    client.post(f"/collections/{rain.pk}/curators/yes")
    work = make_work(title="Rain on tin")
    client.post(f"/works/{work.pk}/collect", {"collection": rain.pk})
    found = page(client, rain)
    assert "Rain on tin" in found
    assert "Kofi" in found.partition("gathered by")[2]
    client.post(f"/collections/{rain.pk}/curators/kofi/drop")
    assert not rain.co_curators.exists()


def test_a_no_is_a_no(client, ines, rain):
    actions.name_co_curator(rain, kofi := make_member("kofi"), by=ines, at=NOON)
    client.force_login(kofi)
    client.post(f"/collections/{rain.pk}/curators/kofi/drop")
    assert client.post(f"/collections/{rain.pk}/curators/yes").status_code == 404


def test_an_unknown_handle_is_said_to_be_one(client, ines, rain):
    client.force_login(ines)
    answer = client.post(f"/collections/{rain.pk}/curators", {"member": "nobody"}, follow=True)
    assert "Nobody here has this handle." in answer.content.decode()


def test_the_owner_changes_its_words_and_removes_it(client, ines, rain):
    client.force_login(ines)
    client.post(f"/collections/{rain.pk}/edit", {"title": "Rain on tin", "words": "Loud."})
    rain.refresh_from_db()
    assert rain.title == "Rain on tin"
    client.post(f"/collections/{rain.pk}/remove")
    assert client.get(rain.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("act", ["edit", "remove", "curators", "order"])
def test_others_change_nothing(client, rain, act):
    put(rain, "A", "B")
    item = rain.items.get(work__title="B")
    client.force_login(make_member("kofi"))
    said = {"title": "Mine", "member": "kofi", "move": f"{item.pk}:first"}
    assert client.post(f"/collections/{rain.pk}/{act}", said).status_code == 404
    assert titles(client, rain) == ["A", "B"]
    assert client.post(f"/collections/items/{item.pk}", {"words": "Mine."}).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, rain):
    put(rain, "A")
    assert "order" not in page(client, rain).partition("<main")[2].partition("talk-heading")[0]
    for path in (f"/collections/{rain.pk}/edit", "/collections/new", f"/works/{make_work().pk}/collect"):
        assert client.get(path).headers["Location"].startswith("/sign-in")


@pytest.mark.slow
@pytest.mark.parametrize("many", [3, 30])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, ines, many):
    collections = [make_collection(ines, title=f"Rain {number}") for number in range(many)]
    works = [make_work(title=f"Work {number}") for number in range(many)]
    for collection in collections:
        actions.add_to_collection(collection, works[0], by=ines, at=NOON)
    for work in works[1:]:
        actions.add_to_collection(collections[0], work, by=ines, at=NOON)
    with django_assert_max_num_queries(8):
        assert len(client.get("/collections").content) < 100_000
    client.force_login(ines)
    with django_assert_max_num_queries(24):
        assert len(page(client, collections[0])) < 100_000
    with django_assert_max_num_queries(14):
        client.get(f"/works/{works[0].pk}/collect")

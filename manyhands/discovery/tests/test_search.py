from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from manyhands.discovery import actions, queries
from manyhands.discovery.models import Document
from manyhands.people.models import Member
from manyhands.works.models import Hold, Kind, Work
from tests.make import NOON, make_member, make_work

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()


def found(
    text: str, *, viewer: Member | AnonymousUser = STRANGER, kind: str = "work", language: str = "en"
) -> list[str]:
    page = queries.search(text, kind=kind, viewer=viewer, language=language)
    return [str(row) for row in page.rows]


def indexed(**given: Any) -> Work:
    work = make_work(make_member(), **given)
    actions.index("work", work.pk)
    return work


@pytest.mark.parametrize("query", ["雨", "録音", "東京", "雨の音"])
def test_a_japanese_title_is_found_by_any_part_of_it(query: str) -> None:
    indexed(title="東京で録音した雨の音")
    assert found(query) == ["東京で録音した雨の音"]


def test_accents_and_case_do_not_matter() -> None:
    indexed(title="Café au lait")
    assert found("cafe LAIT") == ["Café au lait"]


def test_words_are_found_in_their_other_forms() -> None:
    indexed(title="Boats on paper", language="en")
    assert found("boat") == ["Boats on paper"]
    indexed(title="Canciones para la lluvia", language="es")
    assert found("canción", language="es") == ["Canciones para la lluvia"]


def test_the_last_word_may_be_unfinished() -> None:
    indexed(title="Kitchen guitar")
    assert found("kitchen gui") == ["Kitchen guitar"]
    assert found("kit guitar") == []


def test_a_title_counts_more_than_words() -> None:
    indexed(title="Something else", kind=Kind.TEXT, body="about a train")
    indexed(title="The night train")
    assert found("train") == ["The night train", "Something else"]


@pytest.mark.parametrize(
    "query", ["'", "\\", "a & b | !c", "'); DROP TABLE works_work; --", ":*", "<->", "%", "🎸", "\u202e"]
)
def test_no_query_is_an_error(query: str, client: Client) -> None:
    indexed(title="Rain on tin")
    assert client.get("/search", {"q": query}).status_code == 200


def test_a_held_work_is_found_by_its_maker_alone() -> None:
    work = indexed(title="Held song")
    Hold.objects.create(work=work, by=None, reason="looked at", at=NOON)
    assert found("held") == []
    assert found("held", viewer=work.author) == ["Held song"]


def test_people_are_found_by_name_and_handle() -> None:
    ana = make_member("ana", name="Ana Bică")
    actions.index("member", ana.pk)
    assert found("bica", kind="member") == ["Ana Bică"]
    assert found("ana", kind="member") == ["Ana Bică"]


def test_a_rebuild_finds_everything_again() -> None:
    work = make_work(make_member("kofi"), title="Bass added")
    assert found("bass") == []
    assert list(actions.rebuild())[-1] == 2
    assert found("bass") == ["Bass added"]
    assert Document.objects.filter(kind="work", object_id=work.pk).count() == 1


@pytest.mark.slow
def test_pages_follow_each_other_without_gaps() -> None:
    titles = {indexed(title=f"Loop {number}").title for number in range(queries.SIZE + 3)}
    first = queries.search("loop", kind="work", viewer=STRANGER)
    second = queries.search("loop", kind="work", viewer=STRANGER, after=first.next)
    assert {str(row) for row in [*first.rows, *second.rows]} == titles
    assert second.next is None


def test_the_list_costs_the_same_for_one_and_for_many(client: Client, django_assert_max_num_queries) -> None:
    for number in range(5):
        indexed(title=f"Loop {number}")
    with django_assert_max_num_queries(9):
        answer = client.get("/search", {"q": "loop"})
    assert answer.content.decode().count('class="card"') == 5


def test_htmx_gets_the_results_alone(client: Client) -> None:
    indexed(title="Rain on tin")
    answer = client.get("/search", {"q": "rain"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "Rain on tin" in answer.content.decode()
    assert "HX-Request" in answer["Vary"]

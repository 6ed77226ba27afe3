"""People are found as one types, to be named in credits: by name or handle, and only those who may be."""

from __future__ import annotations

import pytest
from django.test import Client

from manyhands.discovery import actions
from manyhands.people.actions import block, suspend_member
from manyhands.people.models import Closure, Member
from tests.make import NOON, make_administrator, make_member, make_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


def known(handle: str, name: str, **more: str) -> Member:
    member = make_member(handle, name=name)
    Member.objects.filter(pk=member.pk).update(**more)
    member.refresh_from_db()
    actions.index("member", member.pk)
    return member


def options(viewer: Member, typed: str) -> list[str]:
    """The handles that are offered, in their order."""
    client = Client()
    client.force_login(viewer)
    response = client.get("/works/new/people", {"credit_name": typed})
    assert response.status_code == 200
    return [each.person.handle for each in response.context["people"]]


@pytest.mark.parametrize("typed", ["in", "Inès", "ines", "four", "@ines-f", "fournier INÈS", "ines f"])
def test_the_beginning_of_a_name_or_handle_is_enough(ana, typed):
    known("ines-f", "Inès Fournier")
    known("kofi", "Kofi Mensah")
    assert options(ana, typed) == ["ines-f"]


@pytest.mark.parametrize("typed", ["結衣", "結"])
def test_names_in_scripts_without_spaces_are_found(ana, typed):
    known("yui", "結衣")
    assert options(ana, typed) == ["yui"]


@pytest.mark.parametrize("typed", ["", " ", "@", "x", "ier", "%", "\x00", "'", "a" * 5000])
def test_nothing_else_is_found(ana, typed):
    known("ines-f", "Inès Fournier")
    assert options(ana, typed) == []


def test_what_they_say_of_themselves_and_where_they_are_is_not_searched_or_shown(ana):
    known("kofi", "Kofi Mensah", words="I play with Fournier", place="Fournierville")
    assert options(ana, "fournier") == []
    client = Client()
    client.force_login(ana)
    html = client.get("/works/new/people", {"credit_name": "kofi"}).content.decode()
    assert "Kofi Mensah" in html
    for private in ("Fournier", "1990", "kofi@example.org"):
        assert private not in html


def test_whoever_one_blocks_or_is_blocked_by_is_not_offered(ana):
    one, other = known("kofi-a", "Kofi A"), known("kofi-b", "Kofi B")
    block(one, by=ana, at=NOON)
    block(ana, by=other, at=NOON)
    assert options(ana, "kofi") == []
    assert options(make_member("bea"), "kofi") == ["kofi-a", "kofi-b"]


def test_whoever_is_not_here_is_not_offered(ana):
    left, hidden = known("kofi-a", "Kofi A"), known("kofi-b", "Kofi B")
    Closure.objects.create(member=left, works=Closure.Works.STAY, at=NOON)
    suspend_member(hidden, reason="Rude", by=make_administrator(), at=NOON)
    waiting = make_waiting("kofi-c")
    actions.index("member", waiting.pk)
    assert options(ana, "kofi") == []


def test_only_members_look_for_members(client):
    assert client.get("/works/new/people?credit_name=a").headers["Location"].startswith("/sign-in")


def test_a_few_are_offered_in_a_few_queries(ana, django_assert_max_num_queries):
    for number in range(12):
        known(f"kofi-{number}", "Kofi")
    client = Client()
    client.force_login(ana)
    with django_assert_max_num_queries(6):
        assert len(client.get("/works/new/people?credit_name=ko").context["people"]) == 8

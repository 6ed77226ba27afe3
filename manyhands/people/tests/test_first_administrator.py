"""The operator's one-time link makes the first administrator."""

from __future__ import annotations

import pytest

from manyhands.people import actions
from manyhands.people.actions.refusals import LinkSpent
from manyhands.people.models import Member
from tests.make import NOON, make_member, make_newcomer

pytestmark = pytest.mark.django_db


def token() -> str:
    link = actions.first_administrator_link()
    assert link
    return link.removeprefix("/join/first/")


def test_the_link_makes_an_administrator() -> None:
    ana = actions.become_first_administrator(make_newcomer("ana"), token=token(), at=NOON)
    assert Member.objects.present().get().is_administrator()
    assert ana.roles.get().by is None


def test_the_link_works_once() -> None:
    link = token()
    actions.become_first_administrator(make_newcomer("ana"), token=link, at=NOON)
    assert not actions.is_first_link(link)
    with pytest.raises(LinkSpent):
        actions.become_first_administrator(make_newcomer("kofi"), token=link, at=NOON)


def test_a_newer_link_takes_the_place_of_the_older() -> None:
    older = token()
    newer = token()
    assert not actions.is_first_link(older)
    assert actions.is_first_link(newer)


def test_a_company_with_people_has_no_such_link() -> None:
    link = token()
    make_member("ana")
    assert actions.first_administrator_link() is None
    with pytest.raises(LinkSpent):
        actions.become_first_administrator(make_newcomer("kofi"), token=link, at=NOON)

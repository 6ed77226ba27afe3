"""The operator makes a member by command."""

from __future__ import annotations

import pytest

from manyhands.people import actions, rules
from manyhands.people.actions.refusals import HandleTaken
from manyhands.people.models import Member
from tests.make import NOON, make_newcomer

pytestmark = pytest.mark.django_db


def test_the_member_is_here_at_once() -> None:
    year = rules.latest_adult_birth_year(year=NOON.year)
    ana = actions.add_member(make_newcomer("ana", birth_year=year, password=None), at=NOON)
    assert Member.objects.present().get() == ana
    assert ana.is_adult(on=NOON.date())
    assert not ana.has_usable_password()


def test_a_handle_is_there_once() -> None:
    actions.add_member(make_newcomer("ana"), at=NOON)
    with pytest.raises(HandleTaken):
        actions.add_member(make_newcomer("ana", mail="other@example.org"), at=NOON)

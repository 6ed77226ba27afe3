"""An administrator answers those who asked to join."""

from __future__ import annotations

import pytest

from manyhands.core.models import EventRow
from manyhands.people import actions
from manyhands.people.actions.approvals import NoReason, NotWaiting
from manyhands.people.models import Member
from tests.make import NOON, make_member, make_waiting

pytestmark = pytest.mark.django_db


def test_who_is_approved_is_here() -> None:
    kofi = make_waiting("kofi")
    actions.approve(kofi, by=make_member("ana"), at=NOON)
    assert Member.objects.present().filter(pk=kofi.pk).exists()
    assert EventRow.objects.get(kind="member.joined").by_id == kofi.pk


def test_who_is_refused_is_not_here_and_nobody_else_learns_it() -> None:
    kofi = make_waiting("kofi")
    actions.refuse(kofi, reason="We are full until spring.", by=make_member("ana"), at=NOON)
    assert not Member.objects.present().filter(pk=kofi.pk).exists()
    assert not Member.objects.waiting().exists()
    assert EventRow.objects.get(kind="member.refused").public_from is None


def test_a_refusal_says_why() -> None:
    with pytest.raises(NoReason):
        actions.refuse(make_waiting("kofi"), reason="  ", by=make_member("ana"), at=NOON)


def test_the_first_answer_counts() -> None:
    kofi, ana = make_waiting("kofi"), make_member("ana")
    actions.approve(kofi, by=ana, at=NOON)
    with pytest.raises(NotWaiting):
        actions.refuse(kofi, reason="Too late.", by=ana, at=NOON)

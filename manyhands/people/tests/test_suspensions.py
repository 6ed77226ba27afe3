"""A moderator keeps a member out."""

from __future__ import annotations

import pytest
from django.test import Client

from manyhands.people import actions
from manyhands.people.actions.suspensions import NotSuspended, NotThisMember, ReasonMissing, SuspendedAlready
from manyhands.people.models import Member, Session
from tests.make import NOON, make_administrator, make_member

pytestmark = pytest.mark.django_db


def test_a_suspended_member_is_out_at_once(client: Client) -> None:
    ana, kofi = make_administrator("ana"), make_member("kofi")
    client.force_login(kofi)
    assert Session.objects.filter(member=kofi).exists()
    actions.suspend_member(kofi, reason="Spam under every song.", by=ana, at=NOON)
    assert not Session.objects.filter(member=kofi).exists()
    assert kofi not in Member.objects.visible_to(ana)


def test_a_lifted_suspension_is_over() -> None:
    ana, kofi = make_administrator("ana"), make_member("kofi")
    suspension = actions.suspend_member(kofi, reason="Spam.", by=ana, at=NOON)
    actions.lift_suspension(suspension, by=ana, at=NOON)
    assert kofi in Member.objects.visible_to(ana)
    with pytest.raises(NotSuspended):
        actions.lift_suspension(suspension, by=ana, at=NOON)


def test_who_looks_after_the_company_is_not_suspended() -> None:
    ana, kofi = make_administrator("ana"), make_administrator("kofi")
    for member in (ana, kofi):
        with pytest.raises(NotThisMember):
            actions.suspend_member(member, reason="Quarrel.", by=ana, at=NOON)


def test_a_suspension_says_why_and_stands_once() -> None:
    ana, kofi = make_administrator("ana"), make_member("kofi")
    with pytest.raises(ReasonMissing):
        actions.suspend_member(kofi, reason="", by=ana, at=NOON)
    actions.suspend_member(kofi, reason="Spam.", by=ana, at=NOON)
    with pytest.raises(SuspendedAlready):
        actions.suspend_member(kofi, reason="Spam.", by=ana, at=NOON)

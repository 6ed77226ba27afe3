"""An administrator invites, and takes it back."""

from __future__ import annotations

import datetime as dt

import pytest

from manyhands.people import actions, queries
from manyhands.people.actions.invitations import NoSuchInvitation
from manyhands.people.actions.refusals import LinkSpent
from manyhands.people.models import Invitation
from tests.make import NOON, make_member

pytestmark = pytest.mark.django_db


def test_the_link_is_not_kept() -> None:
    invitation, path = actions.invite(by=make_member("ana"), at=NOON)
    token = path.removeprefix("/join/")
    assert len(token) == 32
    assert token not in str(list(Invitation.objects.values()))
    assert queries.usable_invitation(token, at=NOON) == invitation


def test_an_invitation_ends_by_itself() -> None:
    _, path = actions.invite(by=make_member("ana"), days=2, at=NOON)
    token = path.removeprefix("/join/")
    assert queries.usable_invitation(token, at=NOON + dt.timedelta(days=2, seconds=-1))
    assert not queries.usable_invitation(token, at=NOON + dt.timedelta(days=2))


def test_a_withdrawn_invitation_lets_nobody_in() -> None:
    ana = make_member("ana")
    invitation, path = actions.invite(by=ana, at=NOON)
    actions.withdraw_invitation(invitation, by=ana, at=NOON)
    assert not queries.usable_invitation(path.removeprefix("/join/"), at=NOON)
    with pytest.raises(LinkSpent):
        actions.withdraw_invitation(invitation, by=ana, at=NOON)


@pytest.mark.parametrize(("places", "days"), [(0, 1), (501, 1), (1, 0), (1, 366)])
def test_nobody_invites_a_town_for_ever(places: int, days: int) -> None:
    with pytest.raises(NoSuchInvitation):
        actions.invite(by=make_member("ana"), at=NOON, places=places, days=days)

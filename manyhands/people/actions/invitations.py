from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import RuleBroken
from manyhands.core.ids import random_id
from manyhands.people import queries
from manyhands.people.actions.refusals import LinkSpent
from manyhands.people.events import InvitationMade, InvitationWithdrawn
from manyhands.people.models import Invitation, Member

PLACES = range(1, 501)
DAYS = range(1, 366)


class NoSuchInvitation(RuleBroken):
    """More places or days than an invitation may have."""


@transaction.atomic
def invite(
    *, by: Member, at: dt.datetime, places: int = 1, days: int = 14, note: str = ""
) -> tuple[Invitation, str]:
    """Make a link by which people join; returns it too, since only its hash is kept.

    :raises NoSuchInvitation: for nobody, for more than 500, or for longer than a year
    """
    if places not in PLACES:
        raise NoSuchInvitation(_("An invitation is for 1 to 500 people."), field="places")
    if days not in DAYS:
        raise NoSuchInvitation(_("An invitation holds for 1 to 365 days."), field="days")
    token = random_id()
    invitation = Invitation.objects.create(
        token_hash=queries.token_hash(token),
        by=by,
        note=note.strip(),
        places=places,
        at=at,
        expires_at=at + dt.timedelta(days=days),
    )
    events.record(
        InvitationMade(invitation_id=invitation.pk), by=by.pk, at=at, topics=[("invitation", invitation.pk)]
    )
    return invitation, f"/join/{token}"


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Member, at: dt.datetime) -> None:
    """Nobody else comes in by this link; who did stays.

    :raises LinkSpent: it is withdrawn already
    """
    standing = Invitation.objects.select_for_update().filter(pk=invitation.pk, withdrawn_at=None).first()
    if standing is None:
        raise LinkSpent(_("This invitation is withdrawn already."))
    standing.withdrawn_at = at
    standing.save(update_fields=["withdrawn_at"])
    events.record(
        InvitationWithdrawn(invitation_id=standing.pk), by=by.pk, at=at, topics=[("invitation", standing.pk)]
    )

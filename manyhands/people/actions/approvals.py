from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import AlreadyDone, RuleBroken
from manyhands.people.actions.newcomers import let_in
from manyhands.people.events import MemberRefused
from manyhands.people.models import Approval, Member


class NotWaiting(AlreadyDone):
    """Nobody waits under this name: somebody else has answered, perhaps."""


class NoReason(RuleBroken):
    """A refusal says why."""


@transaction.atomic
def approve(member: Member, *, by: Member, at: dt.datetime) -> Approval:
    """Let somebody in who asked.

    :raises NotWaiting: the member does not wait for an answer
    """
    member = _waiting(member)
    approval = Approval.objects.create(member=member, by=by, welcome=True, at=at)
    let_in(member, at=at)
    return approval


@transaction.atomic
def refuse(member: Member, *, reason: str, by: Member, at: dt.datetime) -> Approval:
    """Do not let somebody in who asked. The person reads the reason on the next sign-in.

    :raises NoReason: there is none
    :raises NotWaiting: the member does not wait for an answer
    """
    if not reason.strip():
        raise NoReason(_("Say why, in a sentence that the person will read."), field="reason")
    member = _waiting(member)
    approval = Approval.objects.create(member=member, by=by, welcome=False, reason=reason.strip(), at=at)
    events.record(MemberRefused(member_id=member.pk), by=by.pk, at=at, topics=[("member", member.pk)])
    return approval


def _waiting(member: Member) -> Member:
    waiting = Member.objects.select_for_update(of=("self",)).waiting().filter(pk=member.pk).first()
    if waiting is None:
        raise NotWaiting(_("This person does not wait any more. Perhaps somebody else has answered."))
    return waiting

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import AlreadyDone, NotAllowed, RuleBroken
from manyhands.people.events import MemberSuspended, SuspensionLifted
from manyhands.people.models import Member, Session, Suspension


class SuspendedAlready(AlreadyDone):
    """Somebody was faster."""


class NotSuspended(AlreadyDone):
    """There is nothing to lift any more."""


class ReasonMissing(RuleBroken):
    """A suspension says why."""


class NotThisMember(NotAllowed):
    """Nobody suspends themselves, or an administrator."""


@transaction.atomic
def suspend_member(member: Member, *, reason: str, by: Member, at: dt.datetime) -> Suspension:
    """Keep a member out and hide the member's page, until it is lifted. The member reads the reason.

    :raises ReasonMissing: there is none
    :raises NotThisMember: it is oneself, or an administrator
    :raises SuspendedAlready: somebody was faster
    """
    if not reason.strip():
        raise ReasonMissing(_("Say why, in a sentence that the member will read."), field="reason")
    locked = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if locked.pk == by.pk or locked.is_administrator():
        raise NotThisMember(_("An administrator cannot be suspended. End the role first."))
    if Suspension.objects.filter(member=locked, lifted_at=None).exists():
        raise SuspendedAlready(_("%(name)s is suspended already.") % {"name": locked.name})
    suspension = Suspension.objects.create(member=locked, by=by, reason=reason.strip(), at=at)
    Session.objects.filter(member=locked).delete()
    event = MemberSuspended(suspension_id=suspension.pk, member_id=locked.pk)
    events.record(event, by=by.pk, at=at, topics=[("member", locked.pk)])
    return suspension


@transaction.atomic
def lift_suspension(suspension: Suspension, *, by: Member, at: dt.datetime) -> None:
    """Let a member back in.

    :raises NotSuspended: it was lifted before
    """
    standing = Suspension.objects.select_for_update().filter(pk=suspension.pk, lifted_at=None).first()
    if standing is None:
        raise NotSuspended(_("This suspension was lifted already."))
    standing.lift(by=by, at=at)
    event = SuspensionLifted(suspension_id=standing.pk, member_id=standing.member_id)
    events.record(event, by=by.pk, at=at, topics=[("member", standing.member_id)])

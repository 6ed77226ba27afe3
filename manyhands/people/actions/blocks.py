from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import RuleBroken
from manyhands.people.events import MemberBlocked, MemberUnblocked
from manyhands.people.models import Block, Member


class NotYourself(RuleBroken):
    """Nobody blocks themselves."""


@transaction.atomic
def block(member: Member, *, by: Member, at: dt.datetime) -> Block:
    """Do not hear from somebody any more. They are not told. Blocking twice changes nothing.

    :raises NotYourself: it is the same person
    """
    if member.pk == by.pk:
        raise NotYourself(_("You cannot block yourself."))
    made, first = Block.objects.get_or_create(by=by, member=member, defaults={"at": at})
    if first:
        events.record(MemberBlocked(member_id=member.pk), by=by.pk, at=at, topics=[("member", by.pk)])
    return made


@transaction.atomic
def unblock(member: Member, *, by: Member, at: dt.datetime) -> None:
    """Hear from somebody again; where there is no block, nothing changes."""
    gone, _each = Block.objects.filter(by=by, member=member).delete()
    if gone:
        events.record(MemberUnblocked(member_id=member.pk), by=by.pk, at=at, topics=[("member", by.pk)])

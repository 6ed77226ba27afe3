from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core.errors import RuleBroken
from manyhands.notices import queries
from manyhands.notices.kinds import KINDS
from manyhands.notices.models import Mailing, Wish
from manyhands.notices.unsubscribing import ALL, Unsubscribing
from manyhands.people.models import Member


class Owed(RuleBroken):
    """What is owed to a person cannot be switched off: they would never learn why something was hidden."""


@transaction.atomic
def wish(member: Member, kind: str, *, here: bool, mail: Mailing, at: dt.datetime) -> Wish:
    """Choose how to be told of a kind.

    :raises Owed: it is told always
    """
    if KINDS[kind].is_due:
        raise Owed(_("This is always told, by mail too."))
    return Wish.objects.update_or_create(
        member=member, kind=kind, defaults={"here": here, "mail": mail, "at": at}
    )[0]


@transaction.atomic
def unsubscribe(asked: Unsubscribing, *, at: dt.datetime) -> Member | None:
    """End one kind of mail, or all; what is told on the site stays. None when the member is gone."""
    member = Member.objects.filter(pk=asked.member_id, closure=None).first()
    if member is None:
        return None
    kinds = [kind for kind in KINDS.values() if not kind.is_due and asked.kind in {kind.name, ALL}]
    for kind in kinds:
        here, _mailing = queries.wish_of(
            member.pk, kind.name, queries.wishes([member.pk], kind.name).get(member.pk)
        )
        wish(member, kind.name, here=here, mail=Mailing.NEVER, at=at)
    return member

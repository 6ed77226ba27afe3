"""Who is named in a work, how far each name is, and whom somebody means who types one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from manyhands.core.errors import NotThere
from manyhands.media.queries import portraits_of
from manyhands.people.models import Member
from manyhands.people.rules import handle_key
from manyhands.rights.actions import PATIENCE, Person
from manyhands.rights.models import Credit
from manyhands.works.models import Work

NAMED, ASKED, CONFIRMED, DECLINED = "named", "asked", "confirmed", "declined"


@dataclass(frozen=True)
class NamedCredit:
    """A credit as the work's maker sees it."""

    credit: Credit
    state: str
    may_ask_again: bool
    portrait: str | None = None


def state_of(credit: Credit) -> str:
    """How far a credit is (``answer`` loaded): a name without an account stands at once, a member answers."""
    if credit.member_id is None:
        return NAMED
    answer = getattr(credit, "answer", None)
    if answer is None:
        return ASKED
    return CONFIRMED if answer.confirmed else DECLINED


def credits_named(work: Work, *, at: dt.datetime) -> list[NamedCredit]:
    """All names in a work's credits, in their order."""
    rows = Credit.objects.filter(list=work.credit_list_id, withdrawn_at=None)
    rows = rows.select_related("member", "answer").order_by("position", "pk")
    portraits = portraits_of(credit.member_id for credit in rows if credit.member_id)
    return [
        NamedCredit(
            credit,
            state_of(credit),
            may_ask_again=state_of(credit) == ASKED and at - credit.at >= PATIENCE,
            portrait=portraits.get(credit.member_id or 0),
        )
        for credit in rows
    ]


@dataclass(frozen=True)
class Somebody:
    """A member who may be meant."""

    person: Member
    portrait: str | None


def with_portraits(people: Sequence[Member]) -> list[Somebody]:
    portraits = portraits_of(person.pk for person in people)
    return [Somebody(person, portraits.get(person.pk)) for person in people]


def person_typed(name: str, role: str) -> Person:
    """Whom somebody means who types a name: ``@handle`` is a member, anything else a name as it stands.

    :raises NotThere: nobody here has this handle
    """
    name = name.strip()
    if not name.startswith("@"):
        return Person(role=role, name=name)
    member = Member.objects.present().filter(handle=handle_key(name[1:])).first()
    if member is None:
        raise NotThere(_("Nobody here is called %(name)s.") % {"name": name})
    return Person(role=role, member=member)

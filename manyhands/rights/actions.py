"""The accord and the credits: what people promise each other, and who did what.

write_accord(text, language=, by=, at=)                  a new version of the accord
accept_accord(by=, at=)                                  asked for at the first publication
name_person(credit_list, person, by=, at=)               who did what; a member is asked to confirm
answer_credit(credit, confirmed=, by=, at=)              the person named says yes or no
withdraw_credit(credit, by=, at=)                        whoever named, or was named, takes it back
ask_again(credit, by=, at=)                              once more, a week after the member was asked
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import AlreadyDone, NotAllowed, NotThere, RuleBroken
from manyhands.people.models import Member
from manyhands.rights.events import (
    AccordAccepted,
    AccordWritten,
    CreditAnswered,
    CreditNamed,
    CreditWithdrawn,
)
from manyhands.rights.models import Accord, AccordAcceptance, Credit, CreditAnswer, CreditList

PATIENCE = dt.timedelta(days=7)  # before somebody who did not answer may be asked again


@dataclass(frozen=True)
class Person:
    """Somebody to be credited: a member, or a name without an account here."""

    role: str
    name: str = ""  # as the person wants to be called; a member's own name if left empty
    member: Member | None = None


class NamelessCredit(RuleBroken):
    """A credit names neither a person nor what the person did."""


class NamedAlready(RuleBroken):
    """The same member stands in the list with the same role."""

    status = 409


class Answered(AlreadyDone):
    """The member said yes or no, and can change that alone."""


class AskedLately(AlreadyDone):
    """The member was asked only some days ago."""


@transaction.atomic
def write_accord(text: str, *, language: str = "en", by: Member, at: dt.datetime) -> Accord:
    """Put a new version of the accord into force. It binds nobody before they accept it.

    :raises RuleBroken: the text is empty
    """
    if not text.strip():
        raise RuleBroken(_("An accord needs words."), field="text")
    newest = Accord.objects.select_for_update().order_by("-number").first()
    number = newest.number + 1 if newest else 1
    accord = Accord.objects.create(number=number, text=text.strip(), language=language, at=at)
    events.record(AccordWritten(accord_id=accord.pk), by=by.pk, at=at, public_from=at)
    return accord


@transaction.atomic
def accept_accord(*, by: Member, at: dt.datetime) -> AccordAcceptance:
    """Accept the accord in force; accepting twice changes nothing."""
    accord = Accord.current()
    acceptance, first = AccordAcceptance.objects.get_or_create(accord=accord, member=by, defaults={"at": at})
    if first:
        events.record(AccordAccepted(accord_id=accord.pk), by=by.pk, at=at, topics=[("member", by.pk)])
    return acceptance


@transaction.atomic
def name_person(credit_list: CreditList, person: Person, *, by: Member, at: dt.datetime) -> Credit:
    """Write down who did what. Whoever names themselves has confirmed it by that.

    :raises NamelessCredit: there is no name, or no role
    :raises NamedAlready: the member has this role here already
    """
    name = (person.name or (person.member.name if person.member else "")).strip()
    role = person.role.strip()
    if not name or not role:
        raise NamelessCredit(_("Say who it was, and what they did."))
    standing = _locked(credit_list).credits.filter(withdrawn_at=None)
    if person.member and standing.filter(member=person.member, role=role).exists():
        raise NamedAlready(_("%(name)s is credited for this already.") % {"name": name})
    last = credit_list.credits.aggregate(last=Max("position"))["last"]
    credit = Credit.objects.create(
        list=credit_list,
        member=person.member,
        name=name,
        role=role,
        position=0 if last is None else last + 1,
        by=by,
        at=at,
    )
    if person.member == by:
        CreditAnswer.objects.create(credit=credit, confirmed=True, at=at)
    _record_naming(credit, by=by, at=at)
    return credit


def _locked(credit_list: CreditList) -> CreditList:
    return CreditList.objects.select_for_update(no_key=True).get(pk=credit_list.pk)


def _record_naming(credit: Credit, *, by: Member, at: dt.datetime) -> None:
    waits = credit.member_id is not None and credit.member_id != by.pk
    topics = [("credit_list", credit.list_id)]
    if credit.member_id:
        topics.append(("member", credit.member_id))
    events.record(
        CreditNamed(credit_id=credit.pk, list_id=credit.list_id, member_id=credit.member_id),
        by=by.pk,
        at=at,
        topics=topics,
        public_from=None if waits else at,
    )


@transaction.atomic
def answer_credit(credit: Credit, *, confirmed: bool, by: Member, at: dt.datetime) -> CreditAnswer:
    """Say whether a credit is right. The answer may be changed as often as one likes.

    :raises NotThere: it is somebody else's, or was withdrawn meanwhile
    """
    credit = _standing(credit)
    if credit.member_id != by.pk:
        raise NotThere(_("This credit is not there any more."))
    answer, _made = CreditAnswer.objects.update_or_create(
        credit=credit, defaults={"confirmed": confirmed, "at": at}
    )
    events.record(
        CreditAnswered(credit_id=credit.pk, list_id=credit.list_id, confirmed=confirmed),
        by=by.pk,
        at=at,
        topics=[("credit_list", credit.list_id), ("member", credit.by_id), ("member", by.pk)],
        public_from=at if confirmed else None,
    )
    return answer


@transaction.atomic
def withdraw_credit(credit: Credit, *, by: Member, at: dt.datetime) -> None:
    """Take a credit out of what is printed from now on. The row stays: releases were printed from it.

    :raises NotAllowed: neither the one who named nor the one who was named asks
    """
    credit = _standing(credit)
    if by.pk not in {credit.by_id, credit.member_id}:
        raise NotAllowed(_("Only who named somebody, or was named, may take a credit back."))
    _take_back(credit, by=by, at=at)


@transaction.atomic
def ask_again(credit: Credit, *, by: Member, at: dt.datetime) -> Credit:
    """Ask a member once more whether a credit is right: the same credit anew, in the same place.

    :raises NotThere: it was withdrawn meanwhile
    :raises NotAllowed: somebody else named them, or it names nobody who could be asked
    :raises Answered: the member said yes or no
    :raises AskedLately: it is not a week ago
    """
    credit = _standing(credit)
    if credit.by_id != by.pk or credit.member_id is None:
        raise NotAllowed(_("Only who named a member may ask again."))
    if CreditAnswer.objects.filter(credit=credit).exists():
        raise Answered(_("%(name)s has answered, and may change that at any time.") % {"name": credit.name})
    if at - credit.at < PATIENCE:
        raise AskedLately(_("%(name)s was asked only lately. Give them a week.") % {"name": credit.name})
    _take_back(credit, by=by, at=at)
    fresh = Credit.objects.create(
        list=credit.list,
        member=credit.member,
        name=credit.name,
        role=credit.role,
        position=credit.position,
        by=by,
        at=at,
    )
    _record_naming(fresh, by=by, at=at)
    return fresh


def _take_back(credit: Credit, *, by: Member, at: dt.datetime) -> None:
    credit.withdrawn_at = at
    credit.save(update_fields=["withdrawn_at"])
    events.record(
        CreditWithdrawn(credit_id=credit.pk, list_id=credit.list_id),
        by=by.pk,
        at=at,
        topics=[("credit_list", credit.list_id)],
    )


def _standing(credit: Credit) -> Credit:
    found = Credit.objects.select_for_update().filter(pk=credit.pk, withdrawn_at=None).first()
    if found is None:
        raise NotThere(_("This credit is not there any more."))
    return found

"""How a new member's row comes to be, whichever way the person came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from manyhands.core import events
from manyhands.people import queries
from manyhands.people.actions.refusals import (
    HandleTaken,
    MailTaken,
    checked_handle,
    checked_mail,
    checked_name,
    handle_taken_text,
    mail_taken_text,
)
from manyhands.people.confusables import skeleton
from manyhands.people.events import MemberJoined
from manyhands.people.models import Member


@dataclass(frozen=True)
class Newcomer:
    """What somebody says who wants to join. Without a password, a passkey follows."""

    name: str
    handle: str
    birth_year: int
    mail: str
    password: str | None = None
    language: str = "en"
    time_zone: str = "UTC"


def put_in(newcomer: Newcomer, *, confirmed: bool, at: dt.datetime) -> Member:
    """Write the row of a member who is not here yet: :func:`let_in` follows.

    Whoever asked with this address before and never confirmed it makes place: most likely the same person.

    :param confirmed: whether the mail address is known to be the person's
    :raises HandleRefused: the handle breaks a rule
    :raises HandleTaken: somebody has it, or one that looks like it
    :raises NameRefused: nothing of the name can be seen
    :raises MailRefused: not a mail address
    :raises MailTaken: somebody here has this address
    """
    handle, mail = checked_handle(newcomer.handle), checked_mail(newcomer.mail)
    member = Member(
        handle=handle,
        handle_skeleton=skeleton(handle),
        name=checked_name(newcomer.name),
        email=mail,
        birth_year=newcomer.birth_year,
        language=newcomer.language,
        time_zone=newcomer.time_zone,
        is_active=False,
        joined_at=at,
    )
    member.set_password(newcomer.password)
    Member.objects.unconfirmed().filter(email=mail).delete()
    if queries.has_member_with_mail(mail):
        raise MailTaken(mail_taken_text(), field="mail")
    if queries.is_handle_taken(handle):
        raise HandleTaken(handle_taken_text(), field="handle")
    _save(member)
    EmailAddress.objects.create(user=member, email=mail, primary=True, verified=confirmed)
    return member


def _save(member: Member) -> None:
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:  # somebody else was faster, between the question and the answer
        if "member_email_once" in str(error):
            raise MailTaken(mail_taken_text(), field="mail") from None
        raise HandleTaken(handle_taken_text(), field="handle") from None


def let_in(member: Member, *, at: dt.datetime) -> None:
    """From now on the member is here."""
    member.is_active = True
    member.joined_at = at
    member.save(update_fields=["is_active", "joined_at"])
    topics = [("member", member.pk)]
    events.record(MemberJoined(member_id=member.pk), by=member.pk, at=at, topics=topics, public_from=at)

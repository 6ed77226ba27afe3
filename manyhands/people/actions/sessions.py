from __future__ import annotations

import datetime as dt

from django.db import transaction

from manyhands.core import events
from manyhands.people.events import PasswordChanged, SignedOutEverywhere
from manyhands.people.models import Member, Session


@transaction.atomic
def sign_out_everywhere(member: Member, *, keep: str | None = None, at: dt.datetime) -> int:
    """End every session of a member; returns how many.

    :param keep: the key of the one session that goes on
    """
    ended, _each = Session.objects.filter(member=member).exclude(session_key=keep).delete()
    topics = [("member", member.pk)]
    events.record(SignedOutEverywhere(member_id=member.pk), by=member.pk, at=at, topics=topics)
    return ended


@transaction.atomic
def change_password(member: Member, password: str, *, keep: str | None = None, at: dt.datetime) -> None:
    """Give a member another password; whoever was signed in by the old one is out.

    :param keep: the key of the one session that goes on
    """
    member.set_password(password)
    member.save(update_fields=["password"])
    Session.objects.filter(member=member).exclude(session_key=keep).delete()
    events.record(PasswordChanged(member_id=member.pk), by=member.pk, at=at, topics=[("member", member.pk)])


def end_session(member: Member, public_id: str) -> bool:
    """End one session by the name that a page knows it by; False if there is none of that name."""
    for session in Session.objects.filter(member=member):
        if session.public_id() == public_id:
            session.delete()
            return True
    return False

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.models import Company, Joining
from manyhands.people import queries
from manyhands.people.actions.newcomers import Newcomer, let_in, put_in
from manyhands.people.actions.refusals import LinkSpent, NotOpen, check_age
from manyhands.people.events import MailChanged, MemberAsked
from manyhands.people.models import Invitation, InvitationUse, Member


@transaction.atomic
def join(newcomer: Newcomer, *, token: str = "", at: dt.datetime) -> Member:
    """Become a member, by an invitation's link or where the company is open.

    The member is here once the mail address is confirmed (:func:`confirm_mail`); while no mail can be sent,
    an invitation counts as that.

    :raises NotOpen: one joins by invitation, and there is none
    :raises LinkSpent: the invitation is used up, withdrawn or too old
    :raises TooYoung: not surely as old as the company asks
    :raises RuleBroken: as :func:`put_in`
    """
    invitation = _locked(token, at=at) if token else None
    if invitation is None and queries.joining_now() == Joining.INVITATION:
        raise NotOpen(_("One joins here by invitation. Ask somebody who is here for a link."))
    check_age(newcomer.birth_year, minimum_age=Company.current().minimum_age, at=at)
    vouched_for = invitation is not None and not settings.MAIL_URL
    member = put_in(newcomer, confirmed=vouched_for, at=at)
    if invitation:
        InvitationUse.objects.create(invitation=invitation, member=member, at=at)
    if vouched_for:
        let_in(member, at=at)
    return member


def _locked(token: str, *, at: dt.datetime) -> Invitation:
    """The invitation, locked, so that two people cannot take its last place."""
    hashed = queries.token_hash(token)
    Invitation.objects.select_for_update().filter(token_hash=hashed).first()
    invitation = queries.usable_invitation(token, at=at)
    if invitation is None:
        raise LinkSpent(_("This invitation was used up, withdrawn or is too old. Ask for a new one."))
    return invitation


@transaction.atomic
def confirm_mail(member: Member, *, at: dt.datetime) -> None:
    """The mailed link was opened: a newcomer comes in, or waits; a member has a new address."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    topics = [("member", member.pk)]
    if member.is_active:
        events.record(MailChanged(member_id=member.pk), by=member.pk, at=at, topics=topics)
    elif queries.joining_now() == Joining.APPROVAL and not _was_invited(member):
        events.record(MemberAsked(member_id=member.pk), by=member.pk, at=at, topics=topics)
    else:
        let_in(member, at=at)


def _was_invited(member: Member) -> bool:
    return InvitationUse.objects.filter(member=member).exists()

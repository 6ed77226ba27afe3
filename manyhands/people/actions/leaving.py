from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from manyhands.core import clock, events
from manyhands.core.ids import random_id
from manyhands.core.jobs import every
from manyhands.core.models import OutboxMail
from manyhands.people import queries, rules
from manyhands.people.actions.refusals import LastAdministrator
from manyhands.people.events import MemberLeft
from manyhands.people.models import Block, Closure, Invitation, Member, Role, Session

UNCONFIRMED_DAYS = 3  # as long as the mailed link holds


@transaction.atomic
def close_account(member: Member, *, works: Closure.Works, at: dt.datetime) -> Closure:
    """Leave. What is known about the person is erased, here and by listeners of ``MemberLeft`` above.

    The row stays, without a name: credits, decisions and sources point to it. Nobody can take the handle.

    :param works: whether the works stay under "former member" or go
    :raises LastAdministrator: nobody could look after the company
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    if queries.is_last_administrator(member):
        raise LastAdministrator(_("Somebody must look after the company. Make another administrator first."))
    closure = Closure.objects.create(member=member, works=works, at=at)
    _erase_what_surrounds(member, at=at)
    _erase(member)
    topics = [("member", member.pk)]
    left = MemberLeft(member_id=member.pk, works=works)
    events.record(left, by=member.pk, at=at, topics=topics, public_from=at)
    return closure


def _erase_what_surrounds(member: Member, *, at: dt.datetime) -> None:
    addresses = {member.email, *EmailAddress.objects.filter(user=member).values_list("email", flat=True)}
    OutboxMail.objects.filter(to__in=addresses - {None}).delete()
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user=member).delete()
    Session.objects.filter(member=member).delete()
    Block.objects.filter(by=member).delete()
    Block.objects.filter(member=member).delete()
    for kept in (member.crafts, member.languages, member.links):
        kept.all().delete()
    Invitation.objects.filter(by=member, withdrawn_at=None).update(withdrawn_at=at)
    Invitation.objects.filter(by=member).update(note="")
    Role.objects.current().filter(member=member).update(ended_at=at)


def _erase(member: Member) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        member.name = _("former member")
    member.handle = f"{rules.FORMER}{random_id()[:16]}"
    member.handle_skeleton = queries.left_behind(member.handle_skeleton)
    member.email = member.birth_year = None
    member.words = member.words_language = member.place = member.country = ""
    member.language, member.time_zone, member.last_login = "en", "UTC", None
    member.is_active = False
    member.set_unusable_password()
    member.save()


@transaction.atomic
def forget_unconfirmed(*, at: dt.datetime) -> int:
    """Delete whoever asked to join and did not open the mailed link in time, so that handles come free."""
    late = at - dt.timedelta(days=UNCONFIRMED_DAYS)
    _gone, each = Member.objects.unconfirmed().filter(joined_at__lt=late).delete()
    return each.get("people.Member", 0)


@every("23 4 * * *")
def forget_nightly() -> None:
    """Forget who never confirmed, and sessions that have ended by themselves."""
    with transaction.atomic():
        at = clock.now()
        forget_unconfirmed(at=at)
        Session.objects.filter(expire_date__lt=at).delete()

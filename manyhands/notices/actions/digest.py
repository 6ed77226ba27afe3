from __future__ import annotations

import datetime as dt

from django.db import transaction

from manyhands.core import clock
from manyhands.core.jobs import every, task
from manyhands.notices import mail, queries, rules
from manyhands.notices.actions.mailing import mark_mailed
from manyhands.notices.kinds import KINDS, MORNING
from manyhands.notices.models import Digest, Mailing, NoticeQuerySet
from manyhands.notices.sentences import tell_of
from manyhands.people.models import Member

MOST = 30  # a mail that is longer is not read; the rest is on the page
OLDEST = dt.timedelta(days=7)


@transaction.atomic
def send_digest(member: Member, *, at: dt.datetime) -> bool:
    """Mail a member what has gathered, once on each day of the member's own calendar."""
    on = at.astimezone(rules.zone(member.time_zone)).date()
    _digest, first = Digest.objects.get_or_create(member=member, on=on, defaults={"at": at})
    if not first or not member.email:
        return False
    notices = list(_gathered(member, at=at)[:MOST])
    with mail.as_for(member):
        told = tell_of(notices, member)
        if told:
            mail.send_digest(member, told)
    for notice in notices:
        mark_mailed(notice, at=at)
        notice.save(update_fields=["mailed_at", "mailed_part"])
    return bool(told)


def _gathered(member: Member, *, at: dt.datetime) -> NoticeQuerySet:
    """Unread notices of the kinds that the member wants once a day, grown since they were mailed."""
    wishes = {wish.kind: wish for wish in member.wishes.all()}
    daily = [kind for kind in KINDS if queries.wish_of(member.pk, kind, wishes.get(kind))[1] == Mailing.DAILY]
    waiting = queries.unmailed(at=at, since=at - OLDEST).filter(member=member, kind__in=daily)
    return waiting.order_by("-at", "-pk")


@task(queue="fast")
def digest_later(*, member_id: int) -> None:
    member = Member.objects.all().present().filter(pk=member_id).first()
    if member is not None:
        send_digest(member, at=clock.now())


@every("7 * * * *")
def digest_hourly() -> None:
    """Once an hour: the mail of the day, where it is past the morning and the day has not had its mail."""
    at = clock.now()
    waiting = queries.unmailed(at=at, since=at - OLDEST).values("member").distinct()
    for member in Member.objects.all().present().filter(pk__in=waiting):
        local = at.astimezone(rules.zone(member.time_zone))
        if local.hour >= MORNING and not Digest.objects.filter(member=member, on=local.date()).exists():
            digest_later.defer_once(str(member.pk), member_id=member.pk)

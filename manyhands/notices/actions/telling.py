from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from manyhands.core import clock
from manyhands.core.models import EventRow
from manyhands.notices import queries, rules, subjects
from manyhands.notices.actions.mailing import mail_later
from manyhands.notices.actions.ringing import ring
from manyhands.notices.kinds import KINDS, MAIL_AGAIN_AFTER, MAIL_WAITS, MORNING
from manyhands.notices.models import Mailing, Notice, NoticePart, Wish
from manyhands.people.models import Member


@dataclass(frozen=True)
class Telling:
    """What is to be told: an event, under a kind, about a thing."""

    kind: str
    subject: str
    subject_id: int
    event: EventRow


@transaction.atomic
def tell(telling: Telling, receivers: Iterable[int]) -> list[Notice]:
    """Tell members of an event; returns the notices that are new or have grown.

    Nobody is told what they did themselves, or what somebody did whom they block, or of a thing that they may
    not see; and nobody is told the same event twice, whatever the kind: call with the closest kind first.
    """
    kind = KINDS[telling.kind]
    ids = queries.receivers(receivers, by=telling.event.by_id, is_due=kind.is_due)
    wishes = queries.wishes(ids, telling.kind)
    told = []
    for member in Member.objects.filter(pk__in=ids).order_by("pk"):  # in one order, so that locks never cross
        notice = _tell_one(telling, member, wishes.get(member.pk))
        if notice is not None:
            told.append(notice)
    return told


def _tell_one(telling: Telling, member: Member, wish: Wish | None) -> Notice | None:
    is_here, mailing = queries.wish_of(member.pk, telling.kind, wish)
    if not is_here and mailing == Mailing.NEVER:
        return None
    lock(member.pk)
    if NoticePart.objects.filter(member=member, event=telling.event).exists() or not _may_know(
        telling, member
    ):
        return None
    at = clock.now()
    notice = _gathered(telling, member, is_here=is_here, at=at)
    NoticePart.objects.create(
        notice=notice, member=member, event=telling.event, by_id=_actor(telling.event.by_id)
    )
    recount(notice)
    notice.at = max(notice.at, telling.event.at)
    if mailing == Mailing.AT_ONCE and notice.mail_due_at is None and member.email:
        notice.mail_due_at = rules.mail_due(
            at, notice.mailed_at, waits=MAIL_WAITS, again_after=MAIL_AGAIN_AFTER
        )
        mail_later.defer_at(notice.mail_due_at, notice_id=notice.pk)
    notice.save()
    if is_here and notice.rings_at <= at:
        ring(member.pk)
    return notice


def _gathered(telling: Telling, member: Member, *, is_here: bool, at: dt.datetime) -> Notice:
    """The unread notice that this event joins, or a new one."""
    waits = KINDS[telling.kind].is_quiet
    rings_at = rules.next_morning(at, zone=rules.zone(member.time_zone), hour=MORNING) if waits else at
    notice, _first = Notice.objects.get_or_create(
        member=member,
        kind=telling.kind,
        subject=telling.subject,
        subject_id=telling.subject_id,
        read_at=None,
        defaults={"at": telling.event.at, "rings_at": rings_at, "is_here": is_here},
    )
    return notice


def _may_know(telling: Telling, member: Member) -> bool:
    """Whether the member may see the thing (still): events are told a moment after they happened."""
    key = (telling.subject, telling.subject_id)
    return KINDS[telling.kind].outlives_subject or key in subjects.find([key], member)


def _actor(member_id: int | None) -> int | None:
    """The member who acted, if the row is still there: events outlive people."""
    return member_id if member_id and Member.objects.filter(pk=member_id).exists() else None


def recount(notice: Notice) -> None:
    """Count the people of a notice anew from its parts."""
    notice.actors_count = notice.parts.exclude(by=None).values("by").distinct().count()


def lock(member_id: int) -> None:
    """One change at a time to the notices of a member, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('notices', %s))", [member_id])

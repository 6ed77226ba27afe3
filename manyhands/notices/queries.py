"""Reads that join several models."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Now

from manyhands.core.prepared import prepared_rows
from manyhands.notices.kinds import KINDS
from manyhands.notices.models import Mailing, Notice, NoticePart, NoticeQuerySet, Wish
from manyhands.people.models import Block, Member

MOST_COUNTED = 100  # the bell says 99+


_unread_by = prepared_rows(
    lambda member_id: Notice.objects.filter(
        member=member_id, is_here=True, read_at=None, rings_at__lte=Now()
    ).values_list("pk")[:MOST_COUNTED],
    -1,
)


def unread_count(member_id: int) -> int:
    """What the bell shows. Never counts further than it shows."""
    return len(_unread_by(member_id))


def unread_counts(member_ids: Collection[int]) -> dict[int, int]:
    """The same for many members at once, those without any left out."""
    waiting = Notice.objects.filter(member__in=member_ids, is_here=True, read_at=None, rings_at__lte=Now())
    return dict(waiting.values("member").annotate(count=Count("pk")).values_list("member", "count"))


def receivers(candidates: Iterable[int], *, by: int | None, is_due: bool) -> list[int]:
    """Those of some members who may be told of an act of ``by``: people who are here, not the one who acted,
    and nobody who blocks that one. What is owed is told to people who are shut out, too.
    """
    ids = {member_id for member_id in candidates if member_id != by}
    here = Member.objects.filter(pk__in=ids)
    here = here.filter(closure=None) if is_due else here.present()
    deaf = (
        Block.objects.filter(member=by).values("by") if by is not None else Block.objects.none().values("by")
    )
    return sorted(here.exclude(pk__in=deaf).values_list("pk", flat=True))


def wishes(member_ids: Iterable[int], kind: str) -> dict[int, Wish]:
    return {wish.member_id: wish for wish in Wish.objects.filter(member__in=member_ids, kind=kind)}


def wish_of(member_id: int, kind: str, wish: Wish | None) -> tuple[bool, Mailing]:
    """Whether a member is told of a kind on the site, and when by mail."""
    default = KINDS[kind]
    if default.is_due:
        return True, Mailing.AT_ONCE
    return (wish.here, Mailing(wish.mail)) if wish else (True, default.mail)


def unmailed(*, at: dt.datetime, since: dt.datetime) -> NoticeQuerySet:
    """Unread notices that have rung, and have grown since they were last mailed."""
    newest = NoticePart.objects.filter(notice=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    waiting = Notice.objects.filter(read_at=None, mail_due_at=None, rings_at__lte=at, at__gte=since)
    return waiting.annotate(newest=Subquery(newest)).filter(newest__gt=F("mailed_part"))

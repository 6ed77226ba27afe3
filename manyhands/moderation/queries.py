"""What the desk shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import Count, Min, Q

from manyhands.moderation import subjects
from manyhands.moderation.models import Report, Ruling
from manyhands.moderation.subjects import Thing
from manyhands.people.models import Member

SIZE = 25
DECIDED_BEFORE = 10  # rulings beside a thing
URGENT = (Report.Why.UNSAFE, Report.Why.HARASSMENT)


@dataclass(frozen=True)
class Case:
    """All open reports of one thing."""

    thing: Thing | None  # None: its maker has taken it back meanwhile
    subject: str
    subject_id: int
    count: int
    whys: tuple[str, ...]
    is_urgent: bool
    first: int  # the oldest open report


def queue(*, urgent: bool = False, after: int = 0) -> tuple[list[Case], int | None]:
    """Reported things, the longest waiting first, and where the next page begins."""
    groups = (
        Report.objects.open()
        .values("subject", "subject_id")
        .annotate(
            count=Count("pk"),
            first=Min("pk"),
            reasons=ArrayAgg("why", distinct=True),
            is_urgent=BoolOr(Q(why__in=URGENT)),
        )
        .filter(first__gt=after)
        .order_by("first")
    )
    if urgent:
        groups = groups.filter(is_urgent=True)
    rows = list(groups[: SIZE + 1])
    things = _things((row["subject"], row["subject_id"]) for row in rows)
    cases = [
        Case(
            thing=things.get((row["subject"], row["subject_id"])),
            subject=row["subject"],
            subject_id=row["subject_id"],
            count=row["count"],
            whys=tuple(str(Report.Why(why).label) for why in row["reasons"]),
            is_urgent=row["is_urgent"],
            first=row["first"],
        )
        for row in rows[:SIZE]
    ]
    return cases, cases[-1].first if len(rows) > SIZE else None


def with_things(rows: Sequence[Report | Ruling]) -> list[tuple[Report | Ruling, Thing | None]]:
    """Reports or rulings, each with the thing that it is about."""
    things = _things((row.subject, row.subject_id) for row in rows)
    return [(row, things.get((row.subject, row.subject_id))) for row in rows]


def _things(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Thing]:
    ids: dict[str, set[int]] = defaultdict(set)
    for subject, subject_id in keys:
        ids[subject].add(subject_id)
    return {
        (subject, thing.pk): thing
        for subject, some in ids.items()
        for thing in subjects.find(subject, some).values()
    }


def rulings_about(subject: str, subject_id: int) -> list[Ruling]:
    """What was decided last about a thing, newest first."""
    about = Ruling.objects.filter(subject=subject, subject_id=subject_id)
    return list(about.select_related("by").order_by("-pk")[:DECIDED_BEFORE])


def other_rulings_about(maker: Member, *, but: Thing) -> list[Ruling]:
    """The newest decisions about other things of the same person."""
    others = Ruling.objects.filter(maker=maker).exclude(subject=but.subject, subject_id=but.pk)
    return list(others.select_related("by").order_by("-pk")[:DECIDED_BEFORE])

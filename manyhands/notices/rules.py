"""When somebody is told. Values in, values out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone(name: str) -> dt.tzinfo:
    """A member's time zone; UTC where this machine does not know the name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return dt.UTC


def next_morning(at: dt.datetime, *, zone: dt.tzinfo, hour: int) -> dt.datetime:
    """The next time that it is ``hour`` o'clock in a zone, strictly after ``at``."""
    local = at.astimezone(zone)
    morning = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    if morning.astimezone(dt.UTC) <= at:
        morning = (morning.replace(tzinfo=None) + dt.timedelta(days=1)).replace(tzinfo=zone)
    return morning.astimezone(dt.UTC)


def mail_due(
    at: dt.datetime, mailed_at: dt.datetime | None, *, waits: dt.timedelta, again_after: dt.timedelta
) -> dt.datetime:
    """When a notice that has just grown is mailed: soon, but not sooner than a day after its last mail."""
    soon = at + waits
    return soon if mailed_at is None else max(soon, mailed_at + again_after)


def shown_names(names: Sequence[str], count: int) -> tuple[list[str], int]:
    """Which of the people of a notice are named, and how many others there are.

    “Kofi”, “Kofi and Noor”, “Kofi and 2 others”. ``names`` are those of the newest, each once; not all of
    ``count`` may be among them.
    """
    shown = list(names[: 2 if count == 2 else 1])
    return shown, max(0, count - len(shown))

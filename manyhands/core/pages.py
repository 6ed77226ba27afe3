"""Keyset paging: a list is read from a place in its order, never by counting rows from the start."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows, and the cursor that continues after them (None at the end)."""

    rows: Sequence[M]
    next: str | None


def keyset(
    queryset: models.QuerySet[M],
    *,
    by: str = "-pk",
    tie: str = "pk",
    size: int = 24,
    after: str | None = None,
) -> Page[M]:
    """Read one page ordered by ``by`` (a field, ``-`` for descending), ties broken in the same direction.

    A cursor that was tampered with or is out of date gives the first page: an address that somebody shared
    must not become an error.

    :param by: may reach into a related row that is loaded (``-thread__hearts_count``)
    :param tie: a number that no two rows share; another than the primary key where an index ends in it
    """
    sign, field = ("-", by[1:]) if by.startswith("-") else ("", by)
    place = _decode(after)
    if place is not None:
        with contextlib.suppress(ValidationError, ValueError, TypeError):  # a moment that is none
            queryset = queryset.filter(_beyond(place, field, tie, "lt" if sign else "gt"))
    order = [by] if field == tie else [by, f"{sign}{tie}"]
    rows = list(queryset.order_by(*order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Page(rows=rows, next=_encode(rows[-1], field, tie) if more else None)


def _beyond(place: tuple[Any, int | str], field: str, tie: str, compare: str) -> models.Q:
    value, last = place
    beyond = models.Q(**{f"{tie}__{compare}": last})
    if field == tie:
        return beyond
    # “At most” by itself: so an index is entered at this value, where an OR would read it from its end.
    return models.Q(**{f"{field}__{compare}e": value}) & (models.Q(**{f"{field}__{compare}": value}) | beyond)


def _encode(row: models.Model, field: str, tie: str) -> str:
    text = json.dumps([_of(row, field), _of(row, tie)], default=lambda moment: moment.isoformat())
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _of(row: models.Model, field: str) -> Any:
    return reduce(getattr, field.split("__"), row)


def _decode(cursor: str | None) -> tuple[Any, int | str] | None:
    if not cursor:
        return None
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return (value, pk) if isinstance(pk, int | str) and isinstance(value, int | str) else None
    except (ValueError, TypeError, RecursionError):  # also: brackets within brackets without end
        return None

"""What stood in the words of a work, and what stands there since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from manyhands.rights.rules import LICENCES, Licence
from manyhands.works.models import Edit, Work

GRANTS = 100  # the newest; there are six licences


@dataclass(frozen=True)
class Change:
    """One field, changed once."""

    field: str
    before: str
    after: str
    at: dt.datetime


@dataclass(frozen=True)
class Grant:
    """A licence that a work was offered under, and since when."""

    licence: Licence
    at: dt.datetime


def grants_of(work: Work) -> list[Grant]:
    """The licences that a work was ever offered under, newest first: all of them stay granted."""
    rows = work.licence_grants.order_by("-at", "-pk")[:GRANTS]
    return [Grant(LICENCES[row.licence], row.at) for row in rows]


def changes_of(work: Work, edits: Sequence[Edit]) -> list[Change]:
    """The changes that these edits made.

    :param edits: newest first, without a gap between them
    """
    changes = []
    standing = _standing_after(work, edits[0]) if edits else {}
    for edit in edits:
        changes.append(Change(edit.field, edit.before, standing.get(edit.field, ""), edit.at))
        standing[edit.field] = edit.before
    return changes


def _standing_after(work: Work, edit: Edit) -> dict[str, str]:
    """What stood in each field after an edit: what the next one found there, or what stands there today."""
    later = Edit.objects.filter(work=work, pk__gt=edit.pk)
    found = later.order_by("field", "pk").distinct("field").values_list("field", "before")
    return {**_standing(work), **dict(found)}


def _standing(work: Work) -> dict[str, str]:
    return {
        "title": work.title,
        "words": work.words,
        "language": work.language,
        "alt_text": work.alt_text,
        "content_warning": work.content_warning,
        "machine_learning": str(work.machine_learning),
        "tags": ", ".join(work.tags.order_by("slug").values_list("name", flat=True)),
    }

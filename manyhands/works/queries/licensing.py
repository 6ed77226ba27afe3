"""Which licences a draft may carry, and why not the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manyhands.core.errors import Problem
from manyhands.rights.refusals import tell
from manyhands.rights.rules import LICENCES, Licence, Material, may_derive, suggested_licence
from manyhands.works.models import Draft, Work
from manyhands.works.queries.drafts import source_order
from manyhands.works.queries.materials import Resolved, materials_of, materials_of_work


@dataclass(frozen=True)
class Choice:
    """A licence that might be ticked. ``against`` says why it may not; empty if it may."""

    licence: Licence
    against: Sequence[str]
    ticked: bool


@dataclass(frozen=True)
class Choices:
    """All licences: those that fit, and those that something stands against."""

    fitting: Sequence[Choice]
    others: Sequence[Choice]


def licence_choices(draft: Draft) -> Choices:
    """All licences; the one that the member chose is ticked, or the one that the sources suggest."""
    problems = _problems(draft)
    ticked = _ticked(draft, problems)
    return _choices(problems, ticked)


def licence_choices_of_work(work: Work, *, wanted: str = "") -> Choices:
    """All licences that a work that stands might be put under; the one it has may always stay.

    :param wanted: the licence to tick if it may be had, instead of the one that the work has
    """
    materials = materials_of_work(work)
    problems = {code: may_derive(materials, code) if code != work.licence else [] for code in LICENCES}
    return _choices(problems, ticked=wanted if problems.get(wanted) == [] else work.licence)


def _choices(problems: dict[str, list[Problem]], ticked: str) -> Choices:
    choices = [
        Choice(licence, [tell(problem) for problem in problems[code]], code == ticked)
        for code, licence in LICENCES.items()
    ]
    return Choices([each for each in choices if not each.against], [each for each in choices if each.against])


def suggestion(draft: Draft) -> str:
    """The licence that is ticked as long as the member has chosen none; empty if none fits."""
    if draft.work:
        return draft.work.licence
    usual = Work.objects.filter(author=draft.member).order_by("-pk").values_list("licence", flat=True).first()
    return suggested_licence(_materials(draft), usual=usual or "")


def _ticked(draft: Draft, problems: dict[str, list[Problem]]) -> str:
    if draft.licence and not problems.get(draft.licence):
        return draft.licence
    suggested = suggestion(draft)
    if not problems.get(suggested):
        return suggested
    return next((code for code, against in problems.items() if not against), "")


def _materials(draft: Draft) -> list[Material]:
    rows = draft.sources.select_related("origin__work").order_by("pk")
    sources: list[Resolved] = [(source_order(row), row.origin) for row in rows]
    return materials_of(sources, by=draft.member)


def _problems(draft: Draft) -> dict[str, list[Problem]]:
    """Another licence than a work has today must fit everything that its older versions were made from."""
    materials = _materials(draft)
    older = materials_of_work(draft.work) if draft.work else []
    kept = draft.work.licence if draft.work else ""
    return {
        code: list(may_derive(materials if code == kept else [*materials, *older], code)) for code in LICENCES
    }

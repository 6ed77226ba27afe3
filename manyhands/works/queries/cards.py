"""Works with their faces, as lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from manyhands.works.models import Work
from manyhands.works.queries.faces import Face, faces_of


@dataclass(frozen=True)
class Card:
    """What components/card_work.html shows."""

    work: Work
    face: Face


def cards_of(works: Iterable[Work]) -> dict[int, Card]:
    """The cards of works (``for_listing()``) by their numbers, each once however often it is given."""
    found = {work.pk: work for work in works}
    faces = faces_of(found.values())
    return {pk: Card(work, faces.get(pk, Face())) for pk, work in found.items()}

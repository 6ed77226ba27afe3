"""What people say about the works of others, love, and put together."""

from __future__ import annotations

from manyhands.site.demo.fill.state import Filling
from manyhands.site.demo.plan import Demo, PlannedCollection, PlannedComment, PlannedHearts
from manyhands.talk.actions import answer, comment, give_heart
from manyhands.talk.rules import PLACE_PARTS, WHOLE, Where
from manyhands.works.actions import (
    CollectionWords,
    accept_curating,
    add_to_collection,
    name_co_curator,
    start_collection,
)


def say(filling: Filling, planned: PlannedComment) -> int:
    by, at = filling.member(planned.by), filling.at(planned.days_ago)
    if planned.answers:
        to = filling.comment(planned.answers)
        return answer(to, by=by, words=planned.text, at=at, language=planned.language).pk
    thread, where = filling.work(planned.work).thread, where_of(planned)
    return comment(thread, by=by, words=planned.text, at=at, where=where, language=planned.language).pk


def where_of(planned: PlannedComment) -> Where:
    if planned.second is not None:
        return Where(from_ms=round(planned.second * 1000))
    if planned.place is not None:
        x, y = (round(part * PLACE_PARTS) for part in planned.place)
        return Where(x=x, y=y)
    return WHOLE


def days_of_hearts(demo: Demo, planned: PlannedHearts) -> list[tuple[float, str]]:
    """When each heart was given, in days ago: soon after the work appeared at first, then fewer and fewer."""
    appeared = demo.work(planned.work).versions[0].days_ago
    return [(appeared * (1 - 0.02 * k**1.2), handle) for k, handle in enumerate(planned.by, start=1)]


def love(filling: Filling, work: str, handle: str, days_ago: float) -> int:
    thread = filling.work(work).thread
    give_heart(thread, by=filling.member(handle), at=filling.at(days_ago))
    return thread.pk


def collect(filling: Filling, planned: PlannedCollection) -> int:
    """The owner begins; owner and co-curators add in turn."""
    owner = filling.member(planned.by)
    words = CollectionWords(title=planned.title, words=planned.words, language=planned.language)
    collection = start_collection(words, by=owner, at=filling.at(planned.days_ago))
    curators = [owner, *(filling.member(handle) for handle in planned.with_)]
    for curator in curators[1:]:
        name_co_curator(collection, curator, by=owner, at=filling.at(planned.days_ago))
        accept_curating(collection, by=curator, at=filling.at(planned.days_ago))
    for k, key in enumerate(planned.works):
        at = filling.at(planned.days_ago - 0.02 * k)
        add_to_collection(collection, filling.work(key), by=curators[k % len(curators)], at=at)
    return collection.pk

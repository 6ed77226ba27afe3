"""Collections as pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from manyhands.core.pages import keyset
from manyhands.people.models import Member
from manyhands.works.models import CoCurator, Collection, CollectionHold, CollectionItem, Work
from manyhands.works.queries.faces import Face, faces_of

Viewer = Member | AnonymousUser
THUMBS = 4  # works whose faces stand for a collection in a list
SHELVES = 30  # collections to choose from on a page
ITEMS = 24  # works of a collection on a page


@dataclass(frozen=True)
class Listed:
    """A collection in a list, with the faces of its first works."""

    collection: Collection
    works: Sequence[tuple[Work, Face | None]]


@dataclass(frozen=True)
class Item:
    """A work in a collection, as a reader or a curator sees it."""

    row: CollectionItem
    face: Face | None
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class ShownCollection:
    """Everything that the page of a collection shows beside the discussion."""

    items: Sequence[Item]
    next: int | None  # the place after which the next page begins
    curators: Sequence[CoCurator]  # those who said yes
    asked: Sequence[CoCurator]  # those who did not answer yet: only the owner sees them
    is_own: bool
    may_curate: bool
    is_asked: bool  # the viewer was asked and has not answered
    hold: CollectionHold | None  # only its owner's page has it


def listed(collections: Sequence[Collection], viewer: Viewer) -> list[Listed]:
    """Collections (``for_listing()``) with the faces of their first works, in four queries for any number."""
    place = Window(RowNumber(), partition_by="collection", order_by=F("position").asc())
    items = _visible_items(viewer).filter(collection__in=collections)
    first = list(items.annotate(place=place).filter(place__lte=THUMBS).order_by("position"))
    faces = faces_of({item.work_id: item.work for item in first}.values())
    works: dict[int, list[tuple[Work, Face | None]]] = defaultdict(list)
    for item in first:
        face = None if item.work.content_warning else faces.get(item.work_id)
        works[item.collection_id].append((item.work, face))
    return [Listed(each, works[each.pk]) for each in collections]


def shown_collection(collection: Collection, viewer: Viewer, *, after: int | None = None) -> ShownCollection:
    """:param after: the place that the page before this one ended with"""
    items = _visible_items(viewer).filter(collection=collection)
    if after is not None:
        items = items.filter(position__gt=after)
    rows = list(items.order_by("position")[: ITEMS + 1])
    more, rows = len(rows) > ITEMS, rows[:ITEMS]
    faces = faces_of(row.work for row in rows)
    people = list(collection.co_curators.select_related("member").order_by("at"))
    accepted = [each for each in people if each.accepted_at is not None]
    me = viewer.pk if viewer.is_authenticated else None
    is_own = me == collection.owner_id
    return ShownCollection(
        items=[
            Item(
                row,
                faces.get(row.work_id),
                is_first=after is None and row is rows[0],
                is_last=not more and row is rows[-1],
            )
            for row in rows
        ],
        next=rows[-1].position if more else None,
        curators=accepted,
        asked=[each for each in people if each.accepted_at is None] if is_own else [],
        is_own=is_own,
        may_curate=is_own or any(each.member_id == me for each in accepted),
        is_asked=any(each.member_id == me and each.accepted_at is None for each in people),
        hold=collection.holds.filter(lifted_at=None).first() if is_own else None,
    )


@dataclass(frozen=True)
class Shelf:
    """A collection that a member curates, and whether a work is in it."""

    collection: Collection
    has_it: bool


def shelves_of(member: Member, work: Work, *, after: str | None = None) -> tuple[list[Shelf], str | None]:
    """Where a member could put a work, the newest collection first, and the cursor of what follows."""
    page = keyset(Collection.objects.curated_by(member).for_listing(), size=SHELVES, after=after)
    having = CollectionItem.objects.filter(collection__in=page.rows, work=work)
    holding = set(having.values_list("collection", flat=True))
    return [Shelf(each, each.pk in holding) for each in page.rows], page.next


def order_moved(collection: Collection, item_id: int, where: str, viewer: Viewer) -> list[int]:
    """All items of a collection with one moved ``up``, ``down``, ``first`` or ``last`` among those shown.

    Items that the curator must not see keep their places between the others.
    """
    everything = list(collection.items.order_by("position").values_list("pk", flat=True))
    shown = set(_visible_items(viewer).filter(collection=collection).values_list("pk", flat=True))
    seen = [pk for pk in everything if pk in shown]
    if item_id in seen:
        place = seen.index(item_id)
        target = {"up": place - 1, "down": place + 1, "first": 0, "last": len(seen) - 1}.get(where, place)
        seen.insert(max(0, min(target, len(seen) - 1)), seen.pop(place))
    following = iter(seen)
    known = set(seen)
    return [next(following) if pk in known else pk for pk in everything]


def _visible_items(viewer: Viewer) -> QuerySet[CollectionItem]:
    visible = CollectionItem.objects.filter(work__in=Work.objects.visible_to(viewer))
    return visible.select_related("work__author", "work__thread", "work__latest")

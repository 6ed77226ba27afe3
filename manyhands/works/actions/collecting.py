"""Collections: ordered sets of works, with words, by anyone, together with whom they like."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import AlreadyDone, NotThere, RuleBroken
from manyhands.people.models import Member
from manyhands.talk.models import Thread
from manyhands.works.events import (
    CoCuratorDropped,
    CoCuratorNamed,
    CollectionEdited,
    CollectionRemoved,
    CollectionStarted,
    WorkCollected,
    WorkTakenOut,
)
from manyhands.works.models import CoCurator, Collection, CollectionItem, Work

ITEMS_EACH = 500

_COUNT = """
UPDATE works_collection c SET items_count = counted.items
  FROM (SELECT c.id,
               (SELECT count(*) FROM works_collectionitem i
                 WHERE i.collection_id = c.id
                   AND NOT EXISTS (SELECT 1 FROM works_tombstone t WHERE t.work_id = i.work_id)
                   AND NOT EXISTS (SELECT 1 FROM works_hold h
                                    WHERE h.work_id = i.work_id AND h.lifted_at IS NULL)) AS items
          FROM works_collection c WHERE c.id = ANY(%s)) counted
 WHERE c.id = counted.id AND c.items_count <> counted.items
"""


class Collected(AlreadyDone):
    """The work is in the collection already."""


class CollectionFull(RuleBroken):
    """A collection holds no more."""


class OrderOutdated(AlreadyDone):
    """Somebody changed the collection while somebody else was putting it in order."""


@dataclass(frozen=True, kw_only=True)
class CollectionWords:
    title: str
    words: str = ""
    language: str = ""


@transaction.atomic
def start_collection(words: CollectionWords, *, by: Member, at: dt.datetime) -> Collection:
    """:raises RuleBroken: no title"""
    collection = Collection.objects.create(
        owner=by,
        title=_checked_title(words.title),
        words=words.words.strip(),
        language=words.language,
        thread=Thread.objects.create(),
        at=at,
    )
    _record(
        collection, CollectionStarted(collection_id=collection.pk), by=by, at=at, topics=[("member", by.pk)]
    )
    return collection


@transaction.atomic
def edit_collection(
    collection: Collection, words: CollectionWords, *, by: Member, at: dt.datetime
) -> Collection:
    """:raises NotThere: somebody else's
    :raises RuleBroken: no title
    """
    collection = _own(collection, by=by)
    collection.title = _checked_title(words.title)
    collection.words = words.words.strip()
    collection.language = words.language
    collection.save(update_fields=["title", "words", "language"])
    _record(collection, CollectionEdited(collection_id=collection.pk), by=by, at=at)
    return collection


@transaction.atomic
def add_to_collection(
    collection: Collection, work: Work, *, by: Member, at: dt.datetime, words: str = ""
) -> CollectionItem:
    """Put a work at the end of a collection.

    :raises NotThere: the member does not curate it, or must not know of the work
    :raises Collected: it is in there already
    :raises CollectionFull: it holds no more
    """
    collection = _curated(collection, by=by)
    if not Work.objects.visible_to(by).filter(pk=work.pk).exists():
        raise NotThere(_("This work is not there any more."))
    if collection.items.filter(work=work).exists():
        raise Collected(_("“%(title)s” has this work already.") % {"title": collection.title})
    if collection.items.count() >= ITEMS_EACH:
        raise CollectionFull(_("A collection holds at most %(most)s works.") % {"most": ITEMS_EACH})
    last = collection.items.aggregate(last=Max("position"))["last"]
    item = CollectionItem.objects.create(
        collection=collection,
        work=work,
        words=words.strip(),
        position=0 if last is None else last + 1,
        by=by,
        at=at,
    )
    recount_collections([collection.pk])
    _record(
        collection,
        WorkCollected(collection_id=collection.pk, work_id=work.pk),
        by=by,
        at=at,
        topics=[("work", work.pk), ("member", work.author_id)],
    )
    return item


@transaction.atomic
def edit_item(item: CollectionItem, words: str, *, by: Member, at: dt.datetime) -> CollectionItem:
    """Say why a work is in a collection.

    :raises NotThere: the member does not curate it, or the work was taken out
    """
    collection = _curated(item.collection, by=by)
    found = _item(collection, item.pk)
    found.words = words.strip()
    found.save(update_fields=["words"])
    _record(collection, CollectionEdited(collection_id=collection.pk), by=by, at=at)
    return found


@transaction.atomic
def take_out(item: CollectionItem, *, by: Member, at: dt.datetime) -> None:
    """:raises NotThere: the member does not curate it, or the work was taken out"""
    collection = _curated(item.collection, by=by)
    found = _item(collection, item.pk)
    found.delete()
    recount_collections([collection.pk])
    _record(collection, WorkTakenOut(collection_id=collection.pk, work_id=found.work_id), by=by, at=at)


@transaction.atomic
def reorder_collection(
    collection: Collection, item_ids: Sequence[int], *, by: Member, at: dt.datetime
) -> None:
    """Put the items into this order.

    :raises NotThere: the member does not curate it
    :raises OrderOutdated: these are not exactly the items that are in it now
    """
    collection = _curated(collection, by=by)
    items = {item.pk: item for item in collection.items.all()}
    if set(item_ids) != set(items) or len(item_ids) != len(items):
        raise OrderOutdated(_("Somebody changed this collection meanwhile. Here it is as it stands now."))
    for position, pk in enumerate(item_ids):
        items[pk].position = position
    CollectionItem.objects.bulk_update(items.values(), ["position"])
    _record(collection, CollectionEdited(collection_id=collection.pk), by=by, at=at)


@transaction.atomic
def name_co_curator(collection: Collection, member: Member, *, by: Member, at: dt.datetime) -> CoCurator:
    """Let somebody else add, order and take out works too. Naming them twice changes nothing.

    :raises NotThere: somebody else's collection
    """
    collection = _own(collection, by=by)
    if member == by:
        raise RuleBroken(_("You curate this collection anyway."), field="member")
    co_curator, first = CoCurator.objects.get_or_create(
        collection=collection, member=member, defaults={"at": at}
    )
    if first:
        _record(
            collection,
            CoCuratorNamed(collection_id=collection.pk, member_id=member.pk),
            by=by,
            at=at,
            topics=[("member", member.pk)],
        )
    return co_curator


@transaction.atomic
def drop_co_curator(collection: Collection, member: Member, *, by: Member, at: dt.datetime) -> None:
    """End somebody's part in a collection: the owner does, or the co-curator goes.

    :raises NotThere: it is neither of the two, or the member is no co-curator
    """
    collection = _curated(collection, by=by)
    if by.pk not in {collection.owner_id, member.pk}:
        raise NotThere(_("This collection is not yours."))
    dropped, _rows = CoCurator.objects.filter(collection=collection, member=member).delete()
    if not dropped:
        raise NotThere(_("This member does not curate it any more."))
    _record(
        collection,
        CoCuratorDropped(collection_id=collection.pk, member_id=member.pk),
        by=by,
        at=at,
        topics=[("member", member.pk)],
    )


@transaction.atomic
def remove_collection(collection: Collection, *, by: Member, at: dt.datetime) -> None:
    """:raises NotThere: somebody else's, or gone already"""
    collection = _own(collection, by=by)
    collection.removed_at = at
    collection.save(update_fields=["removed_at"])
    _record(collection, CollectionRemoved(collection_id=collection.pk), by=by, at=at)


def recount_collections(collection_ids: Iterable[int]) -> None:
    """Set how many works are in these collections, not counting removed and hidden ones."""
    ids = sorted(set(collection_ids))
    # Locked by a statement before the one that counts, which then sees all that was committed before it.
    list(Collection.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [ids])


def _checked_title(title: str) -> str:
    title = title.strip()
    if not title:
        raise RuleBroken(_("Give the collection a title."), field="title")
    if len(title) > 120:
        raise RuleBroken(_("A title has at most %(most)s characters.") % {"most": 120}, field="title")
    return title


def _own(collection: Collection, *, by: Member) -> Collection:
    return _locked(collection, Q(owner=by))


def _curated(collection: Collection, *, by: Member) -> Collection:
    return _locked(
        collection, Q(owner=by) | Q(pk__in=CoCurator.objects.filter(member=by).values("collection"))
    )


def _locked(collection: Collection, allowed: Q) -> Collection:
    found = (
        Collection.objects.filter(allowed, pk=collection.pk, removed_at=None)
        .select_for_update(no_key=True)
        .first()
    )
    if found is None:
        raise NotThere(_("This collection is not there any more, or is not yours."))
    return found


def _item(collection: Collection, pk: int) -> CollectionItem:
    item = collection.items.filter(pk=pk).first()
    if item is None:
        raise NotThere(_("This work was taken out of the collection meanwhile."))
    return item


def _record(
    collection: Collection,
    event: events.Event,
    *,
    by: Member,
    at: dt.datetime,
    topics: Sequence[events.Topic] = (),
) -> None:
    events.record(event, by=by.pk, at=at, topics=[("collection", collection.pk), *topics], public_from=at)

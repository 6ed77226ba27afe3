"""Collections: ordered sets of works, with words, by anyone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from manyhands.core.errors import AlreadyDone, NotThere, RuleBroken
from manyhands.people.models import Member
from manyhands.talk.models import Thread
from manyhands.works.actions.curating import curated_collection, own_collection, record_collected
from manyhands.works.events import (
    CollectionEdited,
    CollectionRemoved,
    CollectionStarted,
    WorkCollected,
    WorkTakenOut,
)
from manyhands.works.models import Collection, CollectionItem, Work

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
    record_collected(
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
    collection = own_collection(collection, by=by)
    collection.title = _checked_title(words.title)
    collection.words = words.words.strip()
    collection.language = words.language
    collection.save(update_fields=["title", "words", "language"])
    record_collected(collection, CollectionEdited(collection_id=collection.pk), by=by, at=at)
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
    collection = curated_collection(collection, by=by)
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
    record_collected(
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
    collection = curated_collection(item.collection, by=by)
    found = _item(collection, item.pk)
    found.words = words.strip()
    found.save(update_fields=["words"])
    record_collected(collection, CollectionEdited(collection_id=collection.pk), by=by, at=at)
    return found


@transaction.atomic
def take_out(item: CollectionItem, *, by: Member, at: dt.datetime) -> None:
    """:raises NotThere: the member does not curate it, or the work was taken out"""
    collection = curated_collection(item.collection, by=by)
    found = _item(collection, item.pk)
    found.delete()
    recount_collections([collection.pk])
    record_collected(
        collection, WorkTakenOut(collection_id=collection.pk, work_id=found.work_id), by=by, at=at
    )


@transaction.atomic
def reorder_collection(
    collection: Collection, item_ids: Sequence[int], *, by: Member, at: dt.datetime
) -> None:
    """Put the items into this order.

    :raises NotThere: the member does not curate it
    :raises OrderOutdated: these are not exactly the items that are in it now
    """
    collection = curated_collection(collection, by=by)
    items = {item.pk: item for item in collection.items.all()}
    if set(item_ids) != set(items) or len(item_ids) != len(items):
        raise OrderOutdated(_("Somebody changed this collection meanwhile. Here it is as it stands now."))
    for position, pk in enumerate(item_ids):
        items[pk].position = position
    CollectionItem.objects.bulk_update(items.values(), ["position"])
    record_collected(collection, CollectionEdited(collection_id=collection.pk), by=by, at=at)


@transaction.atomic
def remove_collection(collection: Collection, *, by: Member, at: dt.datetime) -> None:
    """:raises NotThere: somebody else's, or gone already"""
    collection = own_collection(collection, by=by)
    collection.removed_at = at
    collection.save(update_fields=["removed_at"])
    record_collected(collection, CollectionRemoved(collection_id=collection.pk), by=by, at=at)


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


def _item(collection: Collection, pk: int) -> CollectionItem:
    item = collection.items.filter(pk=pk).first()
    if item is None:
        raise NotThere(_("This work was taken out of the collection meanwhile."))
    return item

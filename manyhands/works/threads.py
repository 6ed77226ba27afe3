"""Works and collections own threads: how ``talk`` finds them, and no more of them than a viewer may see."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Mapping

from manyhands.talk import owners
from manyhands.talk.owners import Owner, Viewer
from manyhands.talk.rules import Room
from manyhands.works.models import Collection, File, Kind, Purpose, Work


def register() -> None:
    owners.register("work", owners_among_works)
    owners.register("collection", owners_among_collections)


def owners_among_works(thread_ids: Some[int], viewer: Viewer) -> Mapping[int, Owner]:
    works = list(Work.objects.visible_to(viewer).filter(thread__in=thread_ids))
    played = File.objects.filter(version__in=[work.latest_id for work in works], purpose=Purpose.MAIN)
    durations: dict[int | None, int | None] = dict(
        played.values_list("version", "blob__processing__duration_ms")
    )
    return {
        work.thread_id: Owner(
            kind="work",
            pk=work.pk,
            title=work.title,
            address=work.get_absolute_url(),
            makers=(work.author_id,),
            version_id=work.latest_id,
            room=Room(duration_ms=durations.get(work.latest_id), has_places=work.kind == Kind.IMAGE),
        )
        for work in works
    }


def owners_among_collections(thread_ids: Some[int], viewer: Viewer) -> Mapping[int, Owner]:
    collections = Collection.objects.visible_to(viewer).filter(thread__in=thread_ids)
    return {
        collection.thread_id: Owner(
            kind="collection",
            pk=collection.pk,
            title=collection.title,
            address=collection.get_absolute_url(),
            makers=(collection.owner_id,),
        )
        for collection in collections
    }

"""Search hears what happened below and writes the documents anew."""

from __future__ import annotations

from collections.abc import Iterable

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.discovery.actions import index
from manyhands.people import events as people
from manyhands.works import events as works


def _index_work(event: works.WorkPublished, row: EventRow) -> None:
    index("work", event.work_id)


def _index_member(event: people.MemberJoined, row: EventRow) -> None:
    index("member", event.member_id)


def _index_collection(event: works.CollectionStarted, row: EventRow) -> None:
    index("collection", event.collection_id)


def _listen(function: events.Listener, kinds: Iterable[type[events.Event]]) -> None:
    for kind in kinds:
        events.on(kind)(function)


_listen(_index_work, [works.WorkPublished, works.VersionPublished, works.WorkEdited, works.WorkRemoved])
_listen(
    _index_member,
    [
        *(people.MemberJoined, people.MemberLeft, people.ProfileChanged),
        *(people.MemberSuspended, people.SuspensionLifted),
    ],
)
_listen(_index_collection, [works.CollectionStarted, works.CollectionEdited, works.CollectionRemoved])

from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.notices.actions import Telling, tell, withdraw
from manyhands.works.events import (
    CoCuratorNamed,
    CollectionHeld,
    CollectionRemoved,
    SourceCited,
    WorkCollected,
    WorkHeld,
    WorkRemoved,
)
from manyhands.works.models import Work


@events.on(SourceCited)
def tell_of_remix(event: SourceCited, row: EventRow) -> None:
    """The maker of what was remixed."""
    makers = Work.objects.filter(pk=event.origin_work_id).values_list("author", flat=True)
    tell(Telling("remix", "work", event.origin_work_id, row), makers)


@events.on(WorkCollected)
def tell_of_collecting(event: WorkCollected, row: EventRow) -> None:
    makers = Work.objects.filter(pk=event.work_id).values_list("author", flat=True)
    tell(Telling("collected", "work", event.work_id, row), makers)


@events.on(CoCuratorNamed)
def tell_co_curator(event: CoCuratorNamed, row: EventRow) -> None:
    tell(Telling("co_curator", "collection", event.collection_id, row), [event.member_id])


@events.on(WorkHeld)
def withdraw_held_work(event: WorkHeld, row: EventRow) -> None:
    withdraw("work", event.work_id)


@events.on(WorkRemoved)
def withdraw_removed_work(event: WorkRemoved, row: EventRow) -> None:
    withdraw("work", event.work_id)


@events.on(CollectionHeld)
def withdraw_held_collection(event: CollectionHeld, row: EventRow) -> None:
    withdraw("collection", event.collection_id)


@events.on(CollectionRemoved)
def withdraw_removed_collection(event: CollectionRemoved, row: EventRow) -> None:
    withdraw("collection", event.collection_id)

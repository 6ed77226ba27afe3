"""Listeners: what a room does when something happened in a room below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

from manyhands.core import clock
from manyhands.core.events.kinds import Event, read
from manyhands.core.jobs import task
from manyhands.core.models import Delivery, EventRow

E = TypeVar("E", bound=Event)
Listener = Callable[[Any, EventRow], None]

_listeners: dict[str, dict[str, Listener]] = defaultdict(dict)


def on(cls: type[E]) -> Callable[[Callable[[E, EventRow], None]], Callable[[E, EventRow], None]]:
    """Call the function, in a job of its own, for each event of this kind."""

    def register(listener: Callable[[E, EventRow], None]) -> Callable[[E, EventRow], None]:
        _listeners[cls.kind][f"{listener.__module__}.{listener.__name__}"] = listener
        return listener

    return register


def listeners_of(cls: type[Event]) -> list[str]:
    return list(_listeners[cls.kind])


def deliver(*, event_id: int, listener: str) -> None:
    """Let one listener handle one event, at most once.

    The delivery row is written in the listener's own transaction: if the listener fails, so does the row,
    and the job
    is tried again.
    """
    row = EventRow.objects.get(pk=event_id)
    function = _listeners[row.kind].get(listener)
    if function is None:  # the listener was removed by a newer version
        return
    with transaction.atomic():
        _, first = Delivery.objects.get_or_create(event=row, listener=listener, defaults={"at": clock.now()})
        if first:
            function(read(row.kind, row.schema, row.data), row)


@task(queue="fast", retries=5)
def deliver_later(*, event_id: int, listener: str) -> None:
    deliver(event_id=event_id, listener=listener)

"""Writing an event down, in the transaction of the change that it tells of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from manyhands.core.events.kinds import Event, write
from manyhands.core.events.listening import deliver_later, listeners_of
from manyhands.core.models import EventRow, EventTopic

Topic = tuple[str, int]


def record(
    event: Event,
    *,
    by: int | None,
    at: dt.datetime,
    topics: Iterable[Topic] = (),
    public_from: dt.datetime | None = None,
) -> EventRow:
    """Append an event, its topics, and a job for each of its listeners.

    :param by: the member who acted, or None for the company itself
    :param public_from: when feeds may show it; None keeps it private for ever
    """
    with transaction.atomic():
        row = EventRow.objects.create(
            kind=event.kind, schema=event.schema, by_id=by, at=at, public_from=public_from, data=write(event)
        )
        EventTopic.objects.bulk_create(
            EventTopic(event=row, kind=kind, subject_id=subject_id)
            for kind, subject_id in dict.fromkeys(topics)
        )
        for listener in listeners_of(type(event)):
            deliver_later.defer(event_id=row.pk, listener=listener)
    return row

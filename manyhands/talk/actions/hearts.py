from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from manyhands.core import events
from manyhands.people.models import Member
from manyhands.talk import owners
from manyhands.talk.events import HeartGiven, HeartTakenBack
from manyhands.talk.models import Heart, Thread


@transaction.atomic
def give_heart(thread: Thread, *, by: Member, at: dt.datetime) -> bool:
    """Love the thing that owns a thread; returns whether that is new. Giving it twice changes nothing.

    :raises NotThere: the member must not know of that thing
    """
    owner = owners.open_to(by, thread)
    _, first = Heart.objects.get_or_create(thread=thread, by=by, defaults={"at": at})
    if first:
        _count(thread, 1)
        events.record(
            HeartGiven(thread_id=thread.pk),
            by=by.pk,
            at=at,
            topics=[("thread", thread.pk), (owner.kind, owner.pk), ("member", by.pk)],
            public_from=at,
        )
    return first


@transaction.atomic
def take_heart_back(thread: Thread, *, by: Member, at: dt.datetime) -> bool:
    """Take a heart back, also from what is hidden by now; returns whether there was one."""
    taken, _ = Heart.objects.filter(thread=thread, by=by).delete()
    if taken:
        _count(thread, -1)
        events.record(HeartTakenBack(thread_id=thread.pk), by=by.pk, at=at, topics=[("thread", thread.pk)])
    return bool(taken)


def _count(thread: Thread, by: int) -> None:
    Thread.objects.filter(pk=thread.pk).update(hearts_count=F("hearts_count") + by)

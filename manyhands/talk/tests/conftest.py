"""Threads of tests belong to a thing of their own, so that this room is tested without the rooms above."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from manyhands.people.models import Member
from manyhands.talk import owners
from manyhands.talk.models import Thread
from manyhands.talk.owners import Owner, Viewer
from manyhands.talk.rules import Room
from tests.make import make_member


@dataclass
class Shelf:
    """Things with threads, some of them hidden from all but their maker."""

    maker: Member
    rooms: dict[int, Room] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def put(self, *, duration_ms: int | None = None, has_places: bool = False) -> Thread:
        thread = Thread.objects.create()
        self.rooms[thread.pk] = Room(duration_ms, has_places)
        return thread

    def hide(self, thread: Thread) -> None:
        self.hidden.add(thread.pk)

    def find(self, thread_ids: Collection[int], viewer: Viewer) -> Mapping[int, Owner]:
        return {
            pk: Owner("shelf", pk, "Kitchen guitar", "/about", (self.maker.pk,), room=self.rooms[pk])
            for pk in thread_ids
            if pk in self.rooms and (pk not in self.hidden or viewer == self.maker)
        }


@pytest.fixture
def shelf(db: None) -> Iterator[Shelf]:
    shelf = Shelf(make_member("maker"))
    owners.register("shelf", shelf.find)
    yield shelf
    owners.forget("shelf")

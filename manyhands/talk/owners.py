"""What a thread is about: rooms above register how to find the owners of threads (ADR 0010).

    owners.register("work", find_works)       # in AppConfig.ready() of the room that owns threads

A finder answers for many threads at once, and only with what the viewer may see. So a hidden work has no
thread as far as strangers are concerned: its comments can be neither read nor answered by guessing a number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from manyhands.core.errors import NotThere
from manyhands.people.models import Member
from manyhands.talk.models import Thread
from manyhands.talk.rules import Room

Viewer = Member | AnonymousUser


@dataclass(frozen=True)
class Owner:
    """What one viewer may know of the thing that a thread is about."""

    kind: str  # also the kind of its event topics: "work", "collection"
    pk: int
    title: str
    address: str
    makers: tuple[int, ...]  # members who are told of comments and hearts
    version_id: int | None = None  # which comments are said about from now on
    room: Room = field(default_factory=Room)


class Finder(Protocol):
    def __call__(self, thread_ids: Collection[int], viewer: Viewer) -> Mapping[int, Owner]: ...


_finders: dict[str, Finder] = {}


def register(kind: str, find: Finder) -> None:
    """Say how the owners of one kind are found. Registering the same kind again replaces the finder."""
    _finders[kind] = find


def forget(kind: str) -> None:
    """Take a kind out again (a test's own)."""
    del _finders[kind]


def of(thread_ids: Collection[int], viewer: Viewer) -> dict[int, Owner]:
    """The owners of these threads that the viewer may see, by thread."""
    found: dict[int, Owner] = {}
    for find in _finders.values():
        missing = [thread_id for thread_id in thread_ids if thread_id not in found]
        if not missing:
            break
        found.update(find(missing, viewer))
    return found


def open_to(viewer: Viewer, thread: Thread | int) -> Owner:
    """The owner of a thread.

    :raises NotThere: it does not exist, or the viewer must not know of it
    """
    thread_id = thread if isinstance(thread, int) else thread.pk
    owner = of([thread_id], viewer).get(thread_id)
    if owner is None:
        raise NotThere(_("What was discussed here is not there (any more)."))
    return owner

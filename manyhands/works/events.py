"""What happened in works. Rooms above listen."""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.core.events import Event


@dataclass(frozen=True)
class WorkPublished(Event):
    kind = "work.published"
    work_id: int
    version_id: int


@dataclass(frozen=True)
class VersionPublished(Event):
    """A second or later version."""

    kind = "version.published"
    work_id: int
    version_id: int
    number: int


@dataclass(frozen=True)
class SourceCited(Event):
    """A version names a work here as its source: once for each source."""

    kind = "source.cited"
    source_id: int
    version_id: int
    work_id: int
    origin_work_id: int


@dataclass(frozen=True)
class WorkEdited(Event):
    kind = "work.edited"
    work_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class LicenceChanged(Event):
    kind = "work.licence_changed"
    work_id: int
    licence: str


@dataclass(frozen=True)
class WorkRemoved(Event):
    kind = "work.removed"
    work_id: int
    why: str


@dataclass(frozen=True)
class WorkHeld(Event):
    kind = "work.held"
    work_id: int
    hold_id: int


@dataclass(frozen=True)
class WorkHoldLifted(Event):
    kind = "work.hold_lifted"
    work_id: int
    hold_id: int


@dataclass(frozen=True)
class CollectionStarted(Event):
    kind = "collection.started"
    collection_id: int


@dataclass(frozen=True)
class CollectionEdited(Event):
    kind = "collection.edited"
    collection_id: int


@dataclass(frozen=True)
class WorkCollected(Event):
    kind = "collection.work_added"
    collection_id: int
    work_id: int


@dataclass(frozen=True)
class WorkTakenOut(Event):
    kind = "collection.work_taken_out"
    collection_id: int
    work_id: int


@dataclass(frozen=True)
class CoCuratorNamed(Event):
    kind = "collection.co_curator_named"
    collection_id: int
    member_id: int


@dataclass(frozen=True)
class CoCuratorAccepted(Event):
    kind = "collection.co_curator_accepted"
    collection_id: int
    member_id: int


@dataclass(frozen=True)
class CoCuratorDropped(Event):
    kind = "collection.co_curator_dropped"
    collection_id: int
    member_id: int


@dataclass(frozen=True)
class CollectionHeld(Event):
    kind = "collection.held"
    collection_id: int
    hold_id: int


@dataclass(frozen=True)
class CollectionHoldLifted(Event):
    kind = "collection.hold_lifted"
    collection_id: int
    hold_id: int


@dataclass(frozen=True)
class CollectionRemoved(Event):
    kind = "collection.removed"
    collection_id: int

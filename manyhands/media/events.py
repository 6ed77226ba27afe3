"""What happened in media. Rooms above listen."""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.core.events import Event


@dataclass(frozen=True)
class BlobPlayable(Event):
    """The first rendition of an original is there; the others are on their way."""

    kind = "blob.playable"
    blob_id: int


@dataclass(frozen=True)
class BlobReady(Event):
    """All that is made from an original has been made."""

    kind = "blob.ready"
    blob_id: int


@dataclass(frozen=True)
class BlobFailed(Event):
    """An original cannot be prepared; its Processing says why."""

    kind = "blob.failed"
    blob_id: int

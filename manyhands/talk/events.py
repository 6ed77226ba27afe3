"""What happened in talk. Rooms above listen."""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.core.events import Event


@dataclass(frozen=True)
class CommentMade(Event):
    kind = "comment.made"
    comment_id: int
    thread_id: int
    answers_id: int | None


@dataclass(frozen=True)
class CommentEdited(Event):
    kind = "comment.edited"
    comment_id: int
    thread_id: int


@dataclass(frozen=True)
class CommentRemoved(Event):
    kind = "comment.removed"
    comment_id: int
    thread_id: int


@dataclass(frozen=True)
class CommentHeld(Event):
    kind = "comment.held"
    comment_id: int
    thread_id: int


@dataclass(frozen=True)
class CommentHoldLifted(Event):
    kind = "comment.hold_lifted"
    comment_id: int
    thread_id: int


@dataclass(frozen=True)
class HeartGiven(Event):
    kind = "heart.given"
    thread_id: int


@dataclass(frozen=True)
class HeartTakenBack(Event):
    kind = "heart.taken_back"
    thread_id: int

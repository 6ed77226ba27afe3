from __future__ import annotations

from collections.abc import Collection

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.notices.actions import Telling, tell, withdraw
from manyhands.notices.models import NoticePart
from manyhands.talk import owners
from manyhands.talk.events import CommentEdited, CommentHeld, CommentMade, CommentRemoved, HeartGiven
from manyhands.talk.models import Comment, Heart, Mention


@events.on(CommentMade)
def tell_of_comment(event: CommentMade, row: EventRow) -> None:
    """The closest first: whoever is named is not told again as the one answered, or as the maker."""
    said = Comment.objects.standing().select_related("by", "answers").filter(pk=event.comment_id).first()
    if said is None:
        return
    tell_named(said, row)
    if said.answers is not None:
        tell(Telling("answer", "thread", said.thread_id, row), [said.answers.by_id])
    owner = owners.of([said.thread_id], said.by).get(said.thread_id)
    if owner is not None:
        tell(Telling("comment", "thread", said.thread_id, row), owner.makers)


@events.on(CommentEdited)
def tell_newly_named(event: CommentEdited, row: EventRow) -> None:
    """Whoever was told of the comment before is not told of it again because it was changed."""
    said = Comment.objects.standing().filter(pk=event.comment_id).first()
    if said is not None:
        about = NoticePart.objects.filter(
            event__topics__kind="comment", event__topics__subject_id=event.comment_id
        )
        tell_named(said, row, but=set(about.values_list("member", flat=True)))


def tell_named(said: Comment, row: EventRow, *, but: Collection[int] = ()) -> None:
    named = Mention.objects.filter(comment=said).exclude(member__in=but)
    tell(Telling("mention", "thread", said.thread_id, row), named.values_list("member", flat=True))


@events.on(HeartGiven)
def tell_of_heart(event: HeartGiven, row: EventRow) -> None:
    """Once for each person and thing in an unread notice; a heart that was taken back at once is not told."""
    heart = Heart.objects.select_related("by").filter(thread=event.thread_id, by=row.by_id).first()
    if heart is None:
        return
    owner = owners.of([event.thread_id], heart.by).get(event.thread_id)
    if owner is not None:
        tell(Telling("heart", "thread", event.thread_id, row), owner.makers)


@events.on(CommentRemoved)
def withdraw_removed_comment(event: CommentRemoved, row: EventRow) -> None:
    withdraw("comment", event.comment_id)


@events.on(CommentHeld)
def withdraw_held_comment(event: CommentHeld, row: EventRow) -> None:
    withdraw("comment", event.comment_id)

"""Reads that join several models."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Max, OuterRef, Q

from manyhands.people import queries as people
from manyhands.people.models import Block, Member
from manyhands.talk.models import Comment, CommentEdit, CommentHold, CommentQuerySet, Mention, Thread
from manyhands.talk.models.comment import readable_by

Viewer = Member | AnonymousUser
MARKS = 200  # comments drawn on a player or a picture; more would be a wall

_HOUR = dt.timedelta(hours=1)


def said_in_the_last_hour(member: Member, *, at: dt.datetime, most: int) -> list[str]:
    """The member's newest words, also those taken back: deleting does not make room for more."""
    newest = Comment.objects.filter(by=member).order_by("-pk").values_list("words", "at")[:most]
    return [words for words, said_at in newest if at - _HOUR < said_at <= at]


def are_apart(member: Member, others: tuple[int, ...]) -> bool:
    """Whether the member blocks one of the others, or one of them the member."""
    return Block.objects.filter(Q(by=member, member__in=others) | Q(by__in=others, member=member)).exists()


def listed(thread: Thread, viewer: Viewer, *, before: int | None = None) -> CommentQuerySet:
    """What a page of the thread shows, newest first: comments that the viewer may read, and the places of
    others that were answered.
    """
    # Within the thread: PostgreSQL may gather all answers at once, which must not be all there are.
    answered = Exists(Comment.objects.visible_to(viewer).filter(thread=thread, answers=OuterRef("pk")))
    shown = readable_by(viewer) | Q(answered)
    tops = Comment.objects.filter(shown, thread=thread, answers=None)
    if before is not None:
        tops = tops.filter(pk__lt=before)
    return tops.select_related("by").order_by("-pk")


def answers_to(comment: Comment, viewer: Viewer, *, before: int | None = None) -> CommentQuerySet:
    """The answers to one comment, newest first."""
    answers = Comment.objects.visible_to(viewer).filter(answers=comment)
    if before is not None:
        answers = answers.filter(pk__lt=before)
    return answers.select_related("by").order_by("-pk")


def newest_answers(tops: Collection[Comment], viewer: Viewer, *, each: int) -> CommentQuerySet:
    """The newest answers to each of these comments, newest first.

    Each comment's own are read from the end of an index: numbering them would read them all.
    """
    answers = Comment.objects.visible_to(viewer).filter(answers=OuterRef("pk")).order_by("-pk")
    newest = Comment.objects.filter(pk__in=[top.pk for top in tops]).values_list(
        ArraySubquery(answers.values("pk")[:each]), flat=True
    )
    numbers = [number for some in newest for number in some]
    return Comment.objects.filter(pk__in=numbers).select_related("by").order_by("-pk")


def answers_counts(tops: Collection[Comment], viewer: Viewer) -> dict[int | None, int]:
    answers = Comment.objects.visible_to(viewer).filter(answers__in=tops)
    return dict(answers.values("answers").annotate(count=Count("pk")).values_list("answers", "count"))


def shown_among(comments: Iterable[Comment], viewer: Viewer) -> set[int]:
    """Which of these comments the viewer may read."""
    numbers = [comment.pk for comment in comments]
    return set(Comment.objects.visible_to(viewer).filter(pk__in=numbers).values_list("pk", flat=True))


def addresses_of_mentioned(comments: Iterable[Comment]) -> dict[int, dict[str, str]]:
    """By comment: the address of each member that it names, by handle."""
    people: dict[int, dict[str, str]] = defaultdict(dict)
    for mention in Mention.objects.filter(comment__in=comments).select_related("member"):
        people[mention.comment_id][mention.member.handle] = mention.member.get_absolute_url()
    return people


def edited_at(comments: Iterable[Comment]) -> dict[int, dt.datetime]:
    edits = CommentEdit.objects.filter(comment__in=comments).values("comment").annotate(last=Max("at"))
    return dict(edits.values_list("comment", "last"))


def holds_on(comments: Iterable[Comment], *, writer: int | None) -> dict[int, CommentHold]:
    """The holds on what one member wrote."""
    comments = [comment for comment in comments if comment.by_id == writer]
    if not comments:
        return {}
    holds = CommentHold.objects.filter(comment__in=comments, lifted_at=None)
    return {hold.comment_id: hold for hold in holds}


def blocked_by(viewer: Viewer) -> set[int]:
    """The members whom the viewer blocks."""
    return people.blocked_by(viewer.pk) if viewer.is_authenticated else set()


def marks(thread: Thread, viewer: Viewer) -> Sequence[Comment]:
    """The newest comments at a moment, in the order of the moments."""
    timed = Comment.objects.visible_to(viewer).filter(thread=thread, from_ms__isnull=False)
    newest = timed.select_related("by").order_by("-pk")[:MARKS]
    return sorted(newest, key=lambda comment: comment.from_ms or 0)


def places(thread: Thread, viewer: Viewer) -> Sequence[Comment]:
    """The newest comments at a place of a picture."""
    placed = Comment.objects.visible_to(viewer).filter(thread=thread, x__isnull=False)
    return list(placed.select_related("by").order_by("-pk")[:MARKS])


def is_on_the_newest_page(comment: Comment, viewer: Viewer, *, size: int) -> bool:
    """Whether a comment is among the first ``size`` that its thread shows."""
    newer = listed(comment.thread, viewer).filter(pk__gt=comment.answers_id or comment.pk)
    return newer[:size].count() < size

"""How a thread looks to one viewer: what pages of any room hand to ``talk/_thread.html``.

    discussion = discussion_of(work.thread, viewer=request.user)      # in the view
    {% include "talk/_thread.html" %}                                 # in its template

The number of queries does not depend on how much was said.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString, mark_safe

from manyhands.media.queries import portraits_of
from manyhands.talk import owners, queries
from manyhands.talk.forms import CommentForm
from manyhands.talk.models import Comment, CommentHold, Heart, Thread
from manyhands.talk.owners import Owner, Viewer
from manyhands.talk.prose import to_html

SIZE = 20  # comments on a page, and answers under a comment


@dataclass(frozen=True)
class Said:
    """One comment as a viewer sees it."""

    comment: Comment
    is_shown: bool  # else: only a line that says that something was here, because answers to it stay
    html: SafeString = SafeString("")  # noqa: RUF009
    portrait: str | None = None  # where its writer's is; None: there is none
    is_blocked: bool = False  # by somebody whom the viewer blocks
    is_mine: bool = False
    hold: CommentHold | None = None  # only its writer's page has it
    edited_at: dt.datetime | None = None
    answers: tuple[Said, ...] = ()
    earlier_answers: int = 0


@dataclass(frozen=True)
class Discussion:
    """A page of a thread, oldest first, with what the reader may do there."""

    thread: Thread
    owner: Owner
    said: Sequence[Said]
    earlier: int | None  # where the page before this one ends; None on the first
    hearted: bool
    form: CommentForm | None  # None for those who are not signed in
    is_newest: bool = True
    marks: Sequence[Comment] = field(default=())  # comments at a moment, for the player
    places: Sequence[Comment] = field(default=())  # comments at a place, for the picture


def discussion_of(thread: Thread, *, viewer: Viewer, before: int | None = None) -> Discussion:
    """A page of comments: the newest, or those before the comment numbered ``before``.

    :raises NotThere: the viewer must not know of what is discussed
    """
    owner = owners.open_to(viewer, thread)
    tops = list(queries.listed(thread, viewer, before=before)[: SIZE + 1])
    said = said_by(tops[:SIZE][::-1], viewer, owner)
    return Discussion(
        thread=thread,
        owner=owner,
        said=said,
        earlier=tops[SIZE - 1].pk if len(tops) > SIZE else None,
        hearted=viewer.is_authenticated and Heart.objects.filter(thread=thread, by=viewer).exists(),
        form=CommentForm.blank(owner.room) if viewer.is_authenticated else None,
        is_newest=before is None,
        marks=queries.marks(thread, viewer) if owner.room.duration_ms else (),
        places=queries.places(thread, viewer) if owner.room.has_places else (),
    )


def for_a_member(discussion: Discussion, *, hearted: bool) -> Discussion:
    """What a stranger reads, for a member who reads the same, and may say something."""
    return replace(discussion, hearted=hearted, form=CommentForm.blank(discussion.owner.room))


def said_by(tops: Sequence[Comment], viewer: Viewer, owner: Owner) -> list[Said]:
    """These comments with the newest answers to each."""
    replies = list(queries.newest_answers(tops, viewer, each=SIZE))
    reader = _Reader([*tops, *replies], viewer, owner)
    counts = queries.answers_counts(tops, viewer)
    answers: dict[int | None, list[Comment]] = defaultdict(list)
    for reply in reversed(replies):
        answers[reply.answers_id].append(reply)
    return [reader.read(top, answers[top.pk], in_all=counts.get(top.pk, 0)) for top in tops]


class _Reader:
    """Knows of many comments at once what one viewer sees of each."""

    def __init__(self, comments: Sequence[Comment], viewer: Viewer, owner: Owner) -> None:
        self.owner = owner
        self.me: int | None = viewer.pk if viewer.is_authenticated else None
        self.shown = queries.shown_among(comments, viewer)
        self.portraits = portraits_of({comment.by_id for comment in comments})
        self.people = queries.addresses_of_mentioned(comments)
        self.edited = queries.edited_at(comments)
        self.holds = queries.holds_on(comments, writer=self.me)
        self.blocked = queries.blocked_by(viewer)

    def read(self, comment: Comment, answers: Iterable[Comment] = (), *, in_all: int = 0) -> Said:
        read = tuple(self.read(reply) for reply in answers)
        if comment.pk not in self.shown:
            return Said(comment, is_shown=False, is_blocked=comment.by_id in self.blocked, answers=read)
        html = to_html(
            comment.words, people=self.people.get(comment.pk, {}), duration_ms=self.owner.room.duration_ms
        )
        return Said(
            comment,
            is_shown=True,
            html=mark_safe(html),  # noqa: S308 sanitised by talk.prose
            portrait=self.portraits.get(comment.by_id),
            is_mine=comment.by_id == self.me,
            hold=self.holds.get(comment.pk),
            edited_at=self.edited.get(comment.pk),
            answers=read,
            earlier_answers=in_all - len(read),
        )

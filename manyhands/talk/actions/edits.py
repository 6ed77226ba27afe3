from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import NotAllowed
from manyhands.people.models import Member
from manyhands.talk import owners
from manyhands.talk.actions.comments import name_members, topics_of
from manyhands.talk.actions.refusals import check_pace, checked_words
from manyhands.talk.events import CommentEdited, CommentRemoved
from manyhands.talk.models import Comment, CommentEdit, CommentRemoval, Thread


class NotYours(NotAllowed):
    """Only its writer may change or take back a comment."""


@transaction.atomic
def edit_comment(said: Comment, *, by: Member, words: str, at: dt.datetime) -> Comment:
    """Change the words of a comment; what stood before is kept.

    :raises NotThere: it was taken back, or what it is about is hidden from the writer
    :raises NotYours: somebody else wrote it
    :raises NothingSaid: no words are left
    :raises TooLong: too many words
    :raises TooMuch: too many links
    """
    said = locked(said)
    owner = owners.open_to(by, said.thread_id)
    check_writer(said, by)
    words = checked_words(words)
    if words == said.words:
        return said
    check_pace(by, words, at=at)
    CommentEdit.objects.create(comment=said, before=said.words, at=at)
    said.words = words
    said.save(update_fields=["words"])
    name_members(said)
    events.record(
        CommentEdited(comment_id=said.pk, thread_id=said.thread_id),
        by=by.pk,
        at=at,
        topics=topics_of(said, owner),
        public_from=at,
    )
    return said


@transaction.atomic
def remove_comment(said: Comment, *, by: Member, at: dt.datetime) -> None:
    """Take a comment back. Answers to it stay. Taking it back twice changes nothing.

    A writer may always do this, also when what was discussed is hidden by now.

    :raises NotYours: somebody else wrote it
    """
    said = locked(said)
    check_writer(said, by)
    _, first = CommentRemoval.objects.get_or_create(comment=said, defaults={"by": by, "at": at})
    if not first:
        return
    if not said.holds.filter(lifted_at=None).exists():  # a held one is not counted any more
        Thread.objects.filter(pk=said.thread_id).update(comments_count=F("comments_count") - 1)
    events.record(
        CommentRemoved(comment_id=said.pk, thread_id=said.thread_id),
        by=by.pk,
        at=at,
        topics=[("comment", said.pk), ("thread", said.thread_id)],
    )


def locked(said: Comment) -> Comment:
    """The comment as it is now, held until the act is done, so that its thread's total changes once."""
    return Comment.objects.select_for_update().get(pk=said.pk)


def check_writer(said: Comment, by: Member) -> None:
    if said.by_id != by.pk:
        raise NotYours(_("Only %(name)s can change this comment.") % {"name": said.by.name})

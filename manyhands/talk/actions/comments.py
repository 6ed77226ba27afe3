from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import NotThere
from manyhands.people.models import Member
from manyhands.talk import owners
from manyhands.talk.actions.refusals import check_not_apart, check_pace, check_where, checked_words
from manyhands.talk.events import CommentMade
from manyhands.talk.models import Comment, Mention, Thread
from manyhands.talk.owners import Owner
from manyhands.talk.rules import WHOLE, Where, mentions_in


@transaction.atomic
def comment(
    thread: Thread, *, by: Member, words: str, at: dt.datetime, where: Where = WHOLE, language: str = ""
) -> Comment:
    """Say something about the thing that owns a thread: about the whole, a moment, or a place.

    :raises NotThere: the writer must not know of that thing
    :raises Apart: the writer and its maker do not talk to each other
    :raises NothingSaid: no words
    :raises TooLong: too many words
    :raises NotInIt: it has no such moment or place
    :raises TooMuch: too many comments or links within an hour
    """
    owner = owners.open_to(by, thread)
    check_not_apart(by, owner.makers)
    words = checked_words(words)
    check_where(where, owner.room)
    check_pace(by, words, at=at)
    said = Comment(
        thread=thread,
        by=by,
        words=words,
        language=language or by.language,
        from_ms=where.from_ms,
        to_ms=where.to_ms,
        x=where.x,
        y=where.y,
        version_id=where.version_id or owner.version_id,
        at=at,
    )
    return _say(said, about=owner)


@transaction.atomic
def answer(to: Comment, *, by: Member, words: str, at: dt.datetime, language: str = "") -> Comment:
    """Answer a comment. Answers to an answer stand in the same row under the comment: one level is read
    easily, two are not.

    :raises NotThere: the comment, or what it is about, must not be known to the writer
    :raises Apart: the writer and the other, or the thing's maker, do not talk to each other
    :raises NothingSaid: no words
    :raises TooLong: too many words
    :raises TooMuch: too many comments or links within an hour
    """
    owner = owners.open_to(by, to.thread_id)
    if not Comment.objects.standing().filter(pk=to.pk).exists():
        raise NotThere(_("The comment that you answer is not there any more."))
    check_not_apart(by, (*owner.makers, to.by_id))
    words = checked_words(words)
    check_pace(by, words, at=at)
    said = Comment(
        thread_id=to.thread_id,
        by=by,
        answers_id=to.answers_id or to.pk,
        words=words,
        language=language or by.language,
        version_id=owner.version_id,
        at=at,
    )
    return _say(said, about=owner)


def _say(said: Comment, *, about: Owner) -> Comment:
    said.save(force_insert=True)
    name_members(said)
    # Last, so that the row of a busy thread is locked for as short as possible.
    Thread.objects.filter(pk=said.thread_id).update(comments_count=F("comments_count") + 1)
    events.record(
        CommentMade(comment_id=said.pk, thread_id=said.thread_id, answers_id=said.answers_id),
        by=said.by_id,
        at=said.at,
        topics=topics_of(said, about),
        public_from=said.at,
    )
    return said


def name_members(said: Comment) -> None:
    """Write down whom the words name: people who are here and do not block the writer."""
    named = Member.objects.present().filter(handle__in=mentions_in(said.words))
    listening = named.exclude(blocks__member=said.by_id).exclude(blocked_by__by=said.by_id)
    Mention.objects.filter(comment=said).exclude(member__in=listening).delete()
    Mention.objects.bulk_create(
        [Mention(comment=said, member=member) for member in listening], ignore_conflicts=True
    )


def topics_of(said: Comment, about: Owner) -> list[events.Topic]:
    return [("comment", said.pk), ("thread", said.thread_id), (about.kind, about.pk), ("member", said.by_id)]

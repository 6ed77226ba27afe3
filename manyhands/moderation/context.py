"""What a moderator should know before deciding: who says what, what surrounds it, what was decided before."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser

from manyhands.core.pages import keyset
from manyhands.moderation import queries
from manyhands.moderation.models import Report, Subject
from manyhands.moderation.subjects import Thing
from manyhands.talk import owners
from manyhands.talk.models import Comment, CommentEdit


def context_of(thing: Thing, *, after: str | None = None) -> dict[str, Any]:
    """:param after: the cursor of a further page of its reports"""
    return {
        **reports_about(thing.subject, thing.pk, after=after),
        "earlier": queries.rulings_about(thing.subject, thing.pk),
        "others": queries.other_rulings_about(thing.maker, but=thing),
        **(_around(thing.row) if thing.subject == Subject.COMMENT else {}),
    }


def reports_about(subject: str, subject_id: int, *, after: str | None = None) -> dict[str, Any]:
    """A page of the open reports of a thing, newest first, and how many there are."""
    reports = Report.objects.about(subject, subject_id).open()
    page = keyset(reports.select_related("by"), after=after)
    return {
        "reports": page.rows,
        "reports_count": reports.count(),
        "next": page.next,
        "at_start": not after,
    }


def _around(comment: Comment) -> dict[str, Any]:
    """What a comment stands under, what it answers, and how it read before it was changed."""
    return {
        "owner": owners.of([comment.thread_id], AnonymousUser()).get(comment.thread_id),
        "answers": Comment.objects.filter(replies=comment).select_related("by").first(),
        "edits": CommentEdit.objects.filter(comment=comment).order_by("-pk")[:20],
    }

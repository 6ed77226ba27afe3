"""What a moderator should know before deciding: who says what, what surrounds it, what was decided before."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser

from manyhands.moderation import queries
from manyhands.moderation.models import Report, Subject
from manyhands.moderation.subjects import Thing
from manyhands.talk import owners
from manyhands.talk.models import Comment, CommentEdit


def context_of(thing: Thing) -> dict[str, Any]:
    reports = Report.objects.about(thing.subject, thing.pk).select_related("by", "ruling").order_by("-pk")
    return {
        "open_reports": [report for report in reports if report.ruling_id is None],
        "settled_reports": [report for report in reports if report.ruling_id is not None],
        "earlier": queries.rulings_about(thing.subject, thing.pk),
        "others": queries.other_rulings_about(thing.maker, but=thing),
        **(_around(thing.row) if thing.subject == Subject.COMMENT else {}),
    }


def _around(comment: Comment) -> dict[str, Any]:
    """What a comment stands under, what it answers, and how it read before it was changed."""
    return {
        "owner": owners.of([comment.thread_id], AnonymousUser()).get(comment.thread_id),
        "answers": Comment.objects.filter(replies=comment).select_related("by").first(),
        "edits": CommentEdit.objects.filter(comment=comment).order_by("-pk")[:20],
    }

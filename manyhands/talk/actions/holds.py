from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import AlreadyDone, NotThere, RuleBroken
from manyhands.people.models import Member
from manyhands.talk.actions.edits import locked
from manyhands.talk.events import CommentHeld, CommentHoldLifted
from manyhands.talk.models import Comment, CommentHold, CommentRemoval, Thread


class ReasonMissing(RuleBroken):
    """Nothing is hidden without a reason that its writer can read."""


@transaction.atomic
def hold_comment(said: Comment, *, by: Member, reason: str, at: dt.datetime) -> CommentHold:
    """Hide a comment from everybody but its writer, who reads the reason. (Who may is moderation's matter.)

    :raises ReasonMissing: no reason is given
    :raises NotThere: its writer has taken it back
    :raises AlreadyDone: it is hidden already
    """
    said = locked(said)
    if not reason.strip():
        raise ReasonMissing(_("Write the reason: its writer will read it."), field="reason")
    if CommentRemoval.objects.filter(comment=said).exists():
        raise NotThere(_("Its writer has taken this comment back."))
    if said.holds.filter(lifted_at=None).exists():
        raise AlreadyDone(_("This comment is hidden already."))
    hold = CommentHold.objects.create(comment=said, by=by, reason=reason.strip(), at=at)
    Thread.objects.filter(pk=said.thread_id).update(comments_count=F("comments_count") - 1)
    _record(CommentHeld(comment_id=said.pk, thread_id=said.thread_id), said, by=by, at=at)
    return hold


@transaction.atomic
def lift_comment_hold(said: Comment, *, by: Member, at: dt.datetime) -> None:
    """Show a comment again.

    :raises AlreadyDone: it is not hidden
    """
    said = locked(said)
    if not said.holds.filter(lifted_at=None).update(lifted_at=at, lifted_by=by):
        raise AlreadyDone(_("This comment is not hidden."))
    if not CommentRemoval.objects.filter(comment=said).exists():
        Thread.objects.filter(pk=said.thread_id).update(comments_count=F("comments_count") + 1)
    _record(CommentHoldLifted(comment_id=said.pk, thread_id=said.thread_id), said, by=by, at=at)


def _record(event: events.Event, said: Comment, *, by: Member, at: dt.datetime) -> None:
    """Moderation of what people wrote is private: no ``public_from``."""
    events.record(event, by=by.pk, at=at, topics=[("comment", said.pk), ("thread", said.thread_id)])

"""What talk does when something happened in a room below."""

from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.people.events import MemberLeft
from manyhands.people.models import Closure, Member
from manyhands.talk.actions import remove_comment, take_heart_back
from manyhands.talk.models import Comment, CommentEdit, Heart, Mention

ERASED = "–"


@events.on(MemberLeft)
def clear_up_after(event: MemberLeft, row: EventRow) -> None:
    """Comments go or stay as the works do; what was taken back or stood before an edit is always erased."""
    member = Member.objects.get(pk=event.member_id)
    said = Comment.objects.filter(by=member)
    if event.works == Closure.Works.GO:
        for comment in said.filter(removal=None).order_by("pk"):
            remove_comment(comment, by=member, at=row.at)
        for heart in Heart.objects.filter(by=member).select_related("thread").order_by("thread"):
            take_heart_back(heart.thread, by=member, at=row.at)
    said.filter(removal__isnull=False).update(words=ERASED, language="")
    CommentEdit.objects.filter(comment__by=member).delete()
    Mention.objects.filter(member=member).delete()

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from manyhands.notices.actions.ringing import ring
from manyhands.notices.actions.telling import lock, recount
from manyhands.notices.kinds import KINDS
from manyhands.notices.models import Notice, NoticePart

_OUTLIVE = [kind.name for kind in KINDS.values() if kind.outlives_subject]


def withdraw(topic: str, subject_id: int) -> None:
    """Take back what was told of a thing that people may not see any more.

    Unread notices lose the events that concern it, and go when nothing is left. Decisions of moderators stay:
    they are about just that.
    """
    about = Q(event__topics__kind=topic, event__topics__subject_id=subject_id)
    parts = NoticePart.objects.filter(
        about | Q(notice__subject=topic, notice__subject_id=subject_id), notice__read_at=None
    )
    withdraw_parts(parts.exclude(notice__kind__in=_OUTLIVE))


@transaction.atomic
def withdraw_parts(parts: QuerySet[NoticePart]) -> None:
    """Take these events back out of the notices that tell of them."""
    for member_id in sorted(set(parts.values_list("member", flat=True))):
        lock(member_id)
        mine = list(parts.filter(member=member_id).values_list("pk", "notice"))
        NoticePart.objects.filter(pk__in=[pk for pk, _notice in mine]).delete()
        for notice in Notice.objects.filter(pk__in={notice for _pk, notice in mine}):
            _shrink(notice)
        ring(member_id)


def _shrink(notice: Notice) -> None:
    if not notice.parts.exists():
        notice.delete()
        return
    recount(notice)
    notice.save(update_fields=["actors_count"])

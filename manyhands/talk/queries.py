"""Reads that join several models."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from manyhands.people.models import Block, Member
from manyhands.talk.models import Comment

_HOUR = dt.timedelta(hours=1)


def said_in_the_last_hour(member: Member, *, at: dt.datetime, most: int) -> list[str]:
    """The member's newest words, also those taken back: deleting does not make room for more."""
    newest = Comment.objects.filter(by=member).order_by("-pk").values_list("words", "at")[:most]
    return [words for words, said_at in newest if at - _HOUR < said_at <= at]


def are_apart(member: Member, others: tuple[int, ...]) -> bool:
    """Whether the member blocks one of the others, or one of them the member."""
    return Block.objects.filter(Q(by=member, member__in=others) | Q(by__in=others, member=member)).exists()

"""With which eyes somebody looks at a work: with those of anybody, or as one who has a part in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from manyhands.core.prepared import prepared_rows
from manyhands.people.models import Block, Member
from manyhands.rights.models import Credit
from manyhands.talk.models import Comment, Heart
from manyhands.works.models import Hold, Work


@dataclass(frozen=True)
class Eyes:
    """What is different for one member on the page of one work."""

    own: bool = False  # its page shows this member something that it does not show to all
    hearted: bool = False


def eyes_on(work_id: int, viewer: Member | AnonymousUser) -> Eyes:
    """In one query; in none for a stranger."""
    found = _found(work_id, viewer.pk) if isinstance(viewer, Member) else []
    return Eyes(*found[0]) if found else Eyes()


def _asked(work_id: int, member_id: int) -> QuerySet[Work, tuple[bool, bool]]:
    """A page of one's own have the maker, whoever is named in it, has spoken about it, blocks anybody, or has
    a work that is held: such a one is seen by its maker alone, among the remixes too.
    """
    credits = Credit.objects.filter(list=OuterRef("credit_list"), withdrawn_at=None)
    is_own = (
        Q(author=member_id)
        | Exists(credits.filter(Q(member=member_id) | Q(by=member_id)))
        | Exists(Comment.objects.filter(thread=OuterRef("thread"), by=member_id))
        | Exists(Block.objects.filter(by=member_id))
        | Exists(Hold.objects.filter(work__author=member_id, lifted_at=None))
    )
    hearts = Heart.objects.filter(thread=OuterRef("thread"), by=member_id)
    works = Work.objects.filter(pk=work_id).annotate(
        own=ExpressionWrapper(is_own, output_field=BooleanField()), hearted=Exists(hearts)
    )
    return works.values_list("own", "hearted")


_found = prepared_rows(_asked, -1, -2)

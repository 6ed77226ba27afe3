"""Whether somebody sees more works than strangers do."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from manyhands.core.prepared import prepared_rows
from manyhands.people.models import Member
from manyhands.works.models import Hold

_held_of = prepared_rows(
    lambda member_id: Hold.objects.filter(work__author=member_id, lifted_at=None).values_list("pk")[:1], -1
)


def sees_held_works(viewer: Member | AnonymousUser) -> bool:
    """A held work is seen by its maker alone, in lists too."""
    return isinstance(viewer, Member) and bool(_held_of(viewer.pk))

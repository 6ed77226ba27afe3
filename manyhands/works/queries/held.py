"""Whether somebody sees more works than strangers do."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from manyhands.people.models import Member
from manyhands.works.models import Hold


def sees_held_works(viewer: Member | AnonymousUser) -> bool:
    """A held work is seen by its maker alone, in lists too."""
    return isinstance(viewer, Member) and Hold.objects.filter(work__author=viewer, lifted_at=None).exists()

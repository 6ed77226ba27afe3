from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from manyhands.people.models.member import Member


class Hiding(models.Model):
    """That something is hidden until it is lifted, with a reason that whoever it belongs to reads.

    Each kind of thing that can be hidden has a table of its own, in the room that owns it. Who hides it
    stands there too: some things are hidden by members alone, others also by the company itself.
    """

    reason = models.TextField()
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("people.Member", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def lift(self, *, by: Member | None, at: dt.datetime) -> None:
        self.lifted_at, self.lifted_by = at, by
        self.save(update_fields=["lifted_at", "lifted_by"])

from __future__ import annotations

from django.db import models

from manyhands.media.models.blob import Blob
from manyhands.people.models import Member


class Portrait(models.Model):
    """The picture that a member shows."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="portrait", primary_key=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"portrait of {self.member_id}"

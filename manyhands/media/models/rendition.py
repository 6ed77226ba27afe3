from __future__ import annotations

from django.db import models

from manyhands.media.models.blob import Blob


class Rendition(models.Model):
    """A blob made from another for playing or looking. The row appears when the whole of it is there."""

    source = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="renditions")
    profile = models.CharField(max_length=40)  # a key of media.ladder.PROFILES
    output = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="rendition_of")
    media_type = models.CharField(max_length=80)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    duration_ms = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "profile"], name="rendition_once")]

    def __str__(self) -> str:
        return f"{self.profile} of {self.source_id}"

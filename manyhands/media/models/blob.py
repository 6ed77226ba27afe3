from __future__ import annotations

from django.db import models


class Blob(models.Model):
    """Bytes, named by their SHA-256. Never changed, never stored twice."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="blob_is_a_sha256"
            ),
            models.CheckConstraint(condition=models.Q(size__gte=0), name="blob_has_a_size"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class BlobDenial(models.Model):
    """Bytes that are not handed out any more, whoever holds an address: a takedown works at once."""

    blob = models.OneToOneField(Blob, on_delete=models.PROTECT, related_name="denial")
    reason = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"denial of {self.blob_id}"

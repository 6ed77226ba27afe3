from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Document(models.Model):
    """What search knows about one work, member or collection. Rebuilt from the rooms below at any time."""

    kind = models.CharField(max_length=12)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=35, blank=True)
    vector = SearchVectorField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="document_once")]
        indexes = [GinIndex(fields=["vector"], name="document_vector")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

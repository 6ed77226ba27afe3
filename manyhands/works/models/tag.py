from __future__ import annotations

from django.db import models


class Tag(models.Model):
    """A word that works share. ``slug`` is the folded form (NFKC, lower case), ``name`` as first written."""

    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.name

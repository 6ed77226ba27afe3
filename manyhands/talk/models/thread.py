from __future__ import annotations

from django.db import models


class Thread(models.Model):
    """What is said about one thing.

    Its totals are kept exact in the transaction of each change; a recount proves them.
    """

    comments_count = models.PositiveIntegerField(default=0)  # comments that stand: neither removed nor held
    hearts_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["-hearts_count", "-id"],
                condition=models.Q(hearts_count__gt=0),
                name="thread_loved",
            )
        ]

    def __str__(self) -> str:
        return f"thread {self.pk}"

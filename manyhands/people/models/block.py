from __future__ import annotations

from django.db import models

from manyhands.people.models.member import Member


class Block(models.Model):
    """That one member does not want to hear from another: no mentions, no notices, words folded away."""

    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocked_by")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "member"], name="blocked_once"),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("member")), name="nobody_blocks_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} blocks {self.member_id}"

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from manyhands.people.models import Hiding, Member


class Hold(Hiding):
    """That a work is hidden for now, with a reason that its maker reads."""

    work = models.ForeignKey("works.Work", on_delete=models.CASCADE, related_name="holds")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work"], condition=models.Q(lifted_at=None), name="work_held_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="hold_has_reason"),
        ]

    def __str__(self) -> str:
        return f"hold of {self.work_id}"


class CollectionHold(Hiding):
    """That a collection is hidden for now, with a reason that its owner reads."""

    collection = models.ForeignKey("works.Collection", on_delete=models.CASCADE, related_name="holds")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection"], condition=models.Q(lifted_at=None), name="collection_held_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="collection_hold_has_reason"),
        ]

    def __str__(self) -> str:
        return f"hold of collection {self.collection_id}"


class Tombstone(models.Model):
    """What is left of a removed work: its number, its time and its place in the lineage."""

    class Why(models.TextChoices):
        MAKER = "maker", _("Its maker took it back")
        ACCOUNT = "account", _("Its maker left")
        MODERATION = "moderation", _("Removed by a moderator")

    work = models.OneToOneField("works.Work", on_delete=models.CASCADE, related_name="tombstone")
    why = models.CharField(max_length=10, choices=Why)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"tombstone of {self.work_id}"

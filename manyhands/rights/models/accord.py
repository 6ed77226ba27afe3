from __future__ import annotations

from django.db import models

from manyhands.people.models import Member


class Accord(models.Model):
    """One version of what members and the company promise each other.

    Never changed once accepted; a new one is a new row.
    """

    number = models.PositiveSmallIntegerField(unique=True)
    text = models.TextField()  # Markdown
    language = models.CharField(max_length=35, default="en")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="accord_has_text")]

    def __str__(self) -> str:
        return f"accord {self.number}"

    @classmethod
    def current(cls) -> Accord:
        return cls.objects.order_by("-number")[0]


class AccordAcceptance(models.Model):
    """That a member accepted a version of the accord: asked for at the first publication."""

    accord = models.ForeignKey(Accord, on_delete=models.PROTECT, related_name="acceptances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="accord_acceptances")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["accord", "member"], name="accord_accepted_once")]

    def __str__(self) -> str:
        return f"{self.member_id} accepts {self.accord_id}"

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from manyhands.people.models import Member


class CreditList(models.Model):
    """Who did what in one thing. Works and parts own one each; everything that prints credits reads it."""

    def __str__(self) -> str:
        return f"credit list {self.pk}"


class CreditQuerySet(models.QuerySet["Credit"]):
    def shown_to(self, viewer: Member | AnonymousUser) -> CreditQuerySet:
        """Names without an account stand at once; a named member is shown only after confirming."""
        confirmed = CreditAnswer.objects.filter(credit=OuterRef("pk"), confirmed=True)
        shown = Q(member=None) | Q(Exists(confirmed))
        if viewer.is_authenticated:
            shown |= Q(member=viewer) | Q(by=viewer)
        return self.filter(shown, withdrawn_at=None)


class Credit(models.Model):
    """Who did what, in which role."""

    list = models.ForeignKey(CreditList, on_delete=models.CASCADE, related_name="credits")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="credits")
    name = models.CharField(max_length=120)  # as the person wants to be called
    role = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = CreditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["list", "member", "role"],
                condition=Q(withdrawn_at=None, member__isnull=False),
                name="credited_once_in_a_role",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(role=""), name="credit_has_name_and_role"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class CreditAnswer(models.Model):
    """What the person named says: yes, that was me; or no."""

    credit = models.OneToOneField(Credit, on_delete=models.CASCADE, related_name="answer")
    confirmed = models.BooleanField(_("this is right"))
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"answer to {self.credit_id}"

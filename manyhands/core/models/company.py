from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from manyhands.core.ids import uuid7
from manyhands.core.prepared import prepared


class Joining(models.TextChoices):
    OPEN = "open", _("Anyone may join")
    INVITATION = "invitation", _("By invitation")
    APPROVAL = "approval", _("Anyone may ask; we approve each")


class Company(models.Model):
    """What the operator decided about this company. There is exactly one row."""

    uid = models.UUIDField(default=uuid7, editable=False)
    name = models.CharField(max_length=80, default="Manyhands")
    tagline = models.CharField(max_length=160, blank=True)
    sign = models.CharField(
        max_length=8, blank=True
    )  # a letter or emoji beside the name; empty = the red dot
    conduct = models.TextField(blank=True)
    joining = models.CharField(max_length=12, choices=Joining, default=Joining.INVITATION)
    minimum_age = models.PositiveSmallIntegerField(default=13)
    strangers_record = models.BooleanField(default=True)  # a take before joining (docs/adr/0018)
    contact = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_company"),
            models.CheckConstraint(
                condition=models.Q(minimum_age__range=(0, 99)), name="minimum_age_is_an_age"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Company:
        return _company(1)[0]

    @property
    def urn(self) -> str:
        return uuid.UUID(str(self.uid)).urn


_company = prepared(lambda pk: Company.objects.filter(pk=pk), -1)

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from manyhands.people.models.member import Member


class RoleName(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    MODERATOR = "moderator", _("Moderator")
    CURATOR = "curator", _("Curator")
    PRODUCER = "producer", _("Producer")


class RoleQuerySet(models.QuerySet["Role"]):
    def current(self) -> RoleQuerySet:
        return self.filter(ended_at=None)


class Role(models.Model):
    """What a member may do for the company, given by somebody at some time, until it ends.

    (Roles in one production are its own.)
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=RoleName)
    by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the command line
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "name"], condition=models.Q(ended_at=None), name="role_held_once"
            )
        ]
        indexes = [
            models.Index(fields=["name", "id"], condition=models.Q(ended_at=None), name="role_held_now")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} is {self.name}"

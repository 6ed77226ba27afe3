from __future__ import annotations

from django.db import models

from manyhands.people.models.member import Member


class Invitation(models.Model):
    """A link that lets somebody join.

    Only its hash is kept; while there is no mail server it also confirms the mail address.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations")
    note = models.CharField(max_length=120, blank=True)
    places = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(places__range=(1, 500)), name="invitation_has_places")
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} by {self.by_id}"


class InvitationUse(models.Model):
    """Who came by which invitation."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="uses")
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="invitation_use")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member_id} by {self.invitation_id}"


class Approval(models.Model):
    """The answer to a member who asked to join a company that approves each."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="approval")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    welcome = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(welcome=True) | ~models.Q(reason=""), name="refusal_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"approval of {self.member_id}"


class FirstLink(models.Model):
    """The one-time link that makes the first administrator of an empty company."""

    token_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"first link of {self.at:%Y-%m-%d}"

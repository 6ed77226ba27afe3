from __future__ import annotations

from django.db import models

from manyhands.people.models import Member


class Token(models.Model):
    """What a program shows to act for a member. Only its hash is kept; its scopes say what it may do."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=200)  # space-separated, as in RFC 6749
    at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.member_id}"

from __future__ import annotations

import hashlib

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from manyhands.people.models.member import Member


class Session(AbstractBaseSession):
    """One browser in which somebody is signed in (or about to be), so that each can be seen and ended."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=60, blank=True)  # "Firefox, Linux"; no address, no fingerprint
    signed_in_at = models.DateTimeField(null=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member=None) | models.Q(signed_in_at__isnull=False),
                name="session_signed_in_at_some_time",
            )
        ]

    def __str__(self) -> str:
        return f"session of {self.member_id}"

    @classmethod
    def get_session_store_class(cls) -> type:
        from manyhands.people.session_store import SessionStore

        return SessionStore

    def public_id(self) -> str:
        """A name for pages and forms: the key itself would let its reader be this member."""
        return public_id(self.session_key)


def public_id(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()[:32]

from __future__ import annotations

from django.db import models


class Request(models.Model):
    """The answer that was given to a request with an idempotency key, so that asking twice acts once."""

    key = models.CharField(max_length=80)
    member_id = models.BigIntegerField()
    act = models.CharField(max_length=120)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member_id", "key"], name="request_key_once")]
        indexes = [models.Index(fields=["at"], name="request_at")]

    def __str__(self) -> str:
        return f"{self.act} {self.key}"

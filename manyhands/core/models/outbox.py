from __future__ import annotations

from django.db import models


class OutboxMail(models.Model):
    """A mail that was written.

    Without ``MAIL_URL`` it stays here for administrators to read and pass on by hand.
    """

    to = models.TextField()
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="outbox_newest")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

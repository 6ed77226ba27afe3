from __future__ import annotations

from django.db import models

from manyhands.people.models import Member
from manyhands.talk.models.thread import Thread


class Heart(models.Model):
    """That a member loves what a thread is about."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="hearts")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="hearts")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "by"], name="heart_once")]
        indexes = [models.Index(fields=["by", "-at"], name="heart_of_member")]

    def __str__(self) -> str:
        return f"{self.by_id} loves {self.thread_id}"

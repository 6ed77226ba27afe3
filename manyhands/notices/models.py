from __future__ import annotations

from django.db import models

from manyhands.core.models import EventRow
from manyhands.people.models import Member


class Notice(models.Model):
    """Something a member should know.

    Events of one kind about one thing gather in one notice until it is read.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)  # comment, remix, mention, credit …: notices.kinds
    subject = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    actors_count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()  # of the newest event in it
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "subject", "subject_id"],
                condition=models.Q(read_at=None),
                name="unread_notice_once",
            )
        ]
        indexes = [models.Index(fields=["member", "-at", "-id"], name="notice_of_member")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.member_id}"


class NoticePart(models.Model):
    """One event inside a notice: what keeps it from being told twice."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="parts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(EventRow, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "event"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.event_id} in {self.notice_id}"


class Unsubscription(models.Model):
    """That a member wants no mail of one kind (“*” = none at all)."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="unsubscriptions")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="unsubscribed_once")]

    def __str__(self) -> str:
        return f"{self.member_id} no {self.kind}"

from __future__ import annotations

from django.db import models

from manyhands.core.ids import uuid7


class EventRow(models.Model):
    """One thing that mattered: who, when, what.

    Append-only (a trigger refuses change), ids as data, never words or names.
    """

    uid = models.UUIDField(default=uuid7, unique=True)
    kind = models.CharField(max_length=60)
    schema = models.PositiveSmallIntegerField(default=1)
    by_id = models.BigIntegerField(
        null=True
    )  # a member; no foreign key, so that the event outlives the person
    at = models.DateTimeField()
    public_from = models.DateTimeField(null=True)  # null: never public
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "core_event"
        indexes = [models.Index(fields=["kind", "at"], name="event_kind_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class EventTopic(models.Model):
    """What an event concerns: one row for each thing, so that each thing has a feed of its own."""

    event = models.ForeignKey(EventRow, on_delete=models.CASCADE, related_name="topics")
    kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()

    class Meta:
        db_table = "core_event_topic"
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "event"], name="event_has_topic_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id}"


class Delivery(models.Model):
    """That a listener has handled an event: unique, so that a job that runs twice acts once."""

    event = models.ForeignKey(EventRow, on_delete=models.CASCADE, related_name="deliveries")
    listener = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "core_delivery"
        constraints = [models.UniqueConstraint(fields=["event", "listener"], name="event_delivered_once")]

    def __str__(self) -> str:
        return f"{self.listener} ← {self.event_id}"

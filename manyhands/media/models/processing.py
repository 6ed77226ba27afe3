from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from manyhands.media.models.blob import Blob
from manyhands.people.models import Member


class ProcessingState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being prepared")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be prepared")


class Processing(models.Model):
    """How far an original has come on its way to something that plays."""

    blob = models.OneToOneField(Blob, on_delete=models.CASCADE, related_name="processing")
    owner = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # whose turn it takes
    state = models.CharField(max_length=8, choices=ProcessingState, default=ProcessingState.WAITING)
    kind = models.CharField(
        max_length=10, blank=True
    )  # audio, video, image, text, attachment: from the content
    media_type = models.CharField(max_length=80, blank=True)  # from our probe, never from the uploader
    attempt = models.PositiveSmallIntegerField(
        default=0
    )  # the fencing number: results of an older attempt are refused
    progress = models.PositiveSmallIntegerField(default=0)  # per mille
    step = models.CharField(max_length=40, blank=True)
    reason_code = models.CharField(max_length=60, blank=True)
    reason_values = models.JSONField(default=dict)
    report = models.JSONField(null=True)  # media.probe.Report, read through pydantic
    log = models.TextField(blank=True)
    duration_ms = models.BigIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    loudness_clufs = models.IntegerField(null=True)  # integrated loudness, hundredths of LUFS (EBU R 128)
    true_peak_cdbtp = models.IntegerField(null=True)  # hundredths of dBTP
    shape = models.CharField(max_length=120, blank=True)  # 60 heights of its sound, 00 to ff each, for cards
    edition = models.CharField(max_length=8, blank=True, db_default="")  # ladder.EDITION that was tried last
    at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="failed") | ~models.Q(reason_code=""), name="failure_has_reason"
            ),
            models.CheckConstraint(condition=models.Q(progress__lte=1000), name="progress_per_mille"),
        ]
        indexes = [
            models.Index(fields=["owner", "state"], name="processing_of_owner"),
            models.Index(fields=["edition"], condition=models.Q(state="ready"), name="processing_of_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.blob_id}: {self.state}"

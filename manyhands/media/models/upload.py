from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F

from manyhands.core.ids import random_id
from manyhands.media.models.blob import Blob
from manyhands.media.models.claim import TakeClaim
from manyhands.media.rules import UNCLAIMED_FOR
from manyhands.people.models import Member


class UseQuerySet(models.QuerySet["Use"]):
    def reserve(self, member: Member, size: int, *, quota: int) -> bool:
        """Take ``size`` bytes if they fit into the quota, and say whether they did.

        One conditional UPDATE: of fifty uploads begun at once, exactly those fit that fit.
        """
        self.bulk_create([Use(member=member)], ignore_conflicts=True)
        fitting = self.filter(member=member, bytes__lte=quota - size)
        return fitting.update(bytes=F("bytes") + size) == 1

    def release(self, member_id: int, size: int) -> None:
        self.filter(member_id=member_id).update(bytes=F("bytes") - size)


class Use(models.Model):
    """How many bytes a member's uploads hold or have reserved.

    Kept in step with Upload rows; a recount proves it.
    """

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="storage_use", primary_key=True
    )
    bytes = models.BigIntegerField(default=0)

    objects = UseQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(bytes__gte=0), name="use_is_not_negative")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.bytes} B"


class UploadQuerySet(models.QuerySet["Upload"]):
    def unfinished(self) -> UploadQuerySet:
        return self.filter(finished_at=None, removed_at=None)

    def finished(self) -> UploadQuerySet:
        return self.filter(finished_at__isnull=False, removed_at=None)

    def recordings(self) -> UploadQuerySet:
        """Sound or film of a length that nobody had said when it began."""
        return self.filter(is_recording=True)

    def unfinished_takes(self, member: Member | int) -> UploadQuerySet:
        """Recordings of a member of which something arrived, and which nobody has ended."""
        return self.recordings().unfinished().filter(member=member, offset__gt=0)

    def unclaimed(self) -> UploadQuerySet:
        """Recorded before joining: nobody's yet."""
        return self.filter(claim__isnull=False)

    def expired(self, *, at: dt.datetime) -> UploadQuerySet:
        return self.unfinished().filter(expires_at__lte=at)


class Upload(models.Model):
    """A file on its way in, by tus.

    Partial bytes lie on the disk of the node that took them; the finished ones are a blob. It is a member's,
    or a claim's: then it is a recording that nobody can finish, see or hear before a member has claimed it.
    """

    id = models.CharField(primary_key=True, max_length=32, default=random_id, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="uploads")
    claim = models.ForeignKey(TakeClaim, on_delete=models.PROTECT, null=True, related_name="uploads")
    node = models.CharField(max_length=60)
    name = models.CharField(max_length=255, blank=True)
    declared_type = models.CharField(max_length=120, blank=True)
    metadata = models.TextField(blank=True)  # Upload-Metadata as it came; the protocol wants it back
    length = models.BigIntegerField(
        null=True
    )  # null while deferred: a recording does not know how long it will be
    reserved = models.BigIntegerField(default=0)
    offset = models.BigIntegerField(default=0)  # as last acknowledged; the file itself is the truth
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    is_recording = models.BooleanField(default=False)  # began as sound or film of unknown length
    rescued_at = models.DateTimeField(null=True)  # ended with what had arrived, perhaps in mid-sentence
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, related_name="uploads")

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(blob__isnull=False),
                name="finished_upload_has_blob",
            ),
            models.CheckConstraint(
                condition=models.Q(length=None) | models.Q(offset__lte=models.F("length")),
                name="upload_within_its_length",
            ),
            models.CheckConstraint(
                condition=models.Q(member__isnull=False, claim=None)
                | models.Q(
                    member=None, claim__isnull=False, is_recording=True, length=None, finished_at=None
                ),
                name="upload_of_a_member_or_an_unfinished_claim",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-at"], name="upload_of_member"),
            models.Index(
                fields=["expires_at"], condition=models.Q(finished_at=None), name="upload_unfinished"
            ),
            models.Index(
                fields=["member"],
                condition=models.Q(is_recording=True, finished_at=None, removed_at=None),
                name="upload_unfinished_take",
            ),
        ]

    def __str__(self) -> str:
        return self.id

    def get_absolute_url(self) -> str:
        return f"/api/v1/uploads/{self.pk}"

    @property
    def last_heard_at(self) -> dt.datetime:
        """When a piece of it came last; an upload expires so many hours after that."""
        return self.expires_at - dt.timedelta(hours=settings.UPLOAD_EXPIRES_HOURS)

    def is_forfeit(self, *, at: dt.datetime) -> bool:
        """Whether its day is over, in which somebody might have joined and claimed it."""
        return self.claim_id is not None and self.at <= at - UNCLAIMED_FOR

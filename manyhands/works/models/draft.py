from __future__ import annotations

from django.db import models

from manyhands.core.ids import random_id
from manyhands.media.models import Upload
from manyhands.people.models import Member
from manyhands.works.models.file import Purpose
from manyhands.works.models.source import SourceKind
from manyhands.works.models.version import Version
from manyhands.works.models.work import Kind, Work


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, member: Member) -> DraftQuerySet:
        return self.filter(member=member)


class Draft(models.Model):
    """A work, or a new version of one, that only its maker sees.

    Publishing turns it into a Version and deletes it.
    """

    id = models.CharField(primary_key=True, max_length=32, default=random_id, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="drafts")
    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, null=True, related_name="drafts"
    )  # a new version of it
    kind = models.CharField(max_length=5, choices=Kind, blank=True)
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(max_length=5000, blank=True)
    body = models.TextField(blank=True)
    note = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=35, blank=True)
    alt_text = models.TextField(max_length=1000, blank=True)
    content_warning = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=10, blank=True)
    machine_learning = models.BooleanField(default=False)
    tags = models.CharField(max_length=500, blank=True)  # as typed, comma-separated
    at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-changed_at"], name="draft_of_member")]

    def __str__(self) -> str:
        return self.title or self.id


class DraftFile(models.Model):
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="draft_files")
    purpose = models.CharField(max_length=10, choices=Purpose)
    name = models.CharField(max_length=255)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "upload"], name="draft_file_once")]

    def __str__(self) -> str:
        return self.name


class DraftSource(models.Model):
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sources")
    origin = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.URLField(max_length=500, blank=True)
    title = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=8, choices=SourceKind, default=SourceKind.CONTAINS)
    role = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "origin"], condition=models.Q(origin__isnull=False), name="draft_source_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} ← {self.origin_id or self.title}"


class DraftCredit(models.Model):
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="credits")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from manyhands.people.models import Member
from manyhands.works.models.version import Version


class SourceKind(models.TextChoices):
    CONTAINS = "contains", _("contains it")
    INSPIRED = "inspired", _("inspired by it")


class OutsideSource(models.Model):
    """Something that was not made here, and what is known about it."""

    address = models.URLField(max_length=500, blank=True)
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=60, blank=True)
    evidence = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="outside_source_has_title")]

    def __str__(self) -> str:
        return self.title


class Source(models.Model):
    """The statement “this version was made from that one”, in a role, with a sentence by the remixer."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sources")
    origin = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="remixes")
    outside = models.OneToOneField(OutsideSource, on_delete=models.PROTECT, null=True, related_name="source")
    kind = models.CharField(max_length=8, choices=SourceKind)
    role = models.CharField(max_length=40)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # The lineage is a directed acyclic graph by construction: only an older version can be a source.
            models.CheckConstraint(
                condition=Q(origin=None) | Q(origin__lt=F("version")), name="source_is_older"
            ),
            models.CheckConstraint(
                condition=Q(origin=None, outside__isnull=False) | Q(origin__isnull=False, outside=None),
                name="source_is_here_or_outside",
            ),
            models.UniqueConstraint(
                fields=["version", "origin"], condition=Q(origin__isnull=False), name="source_cited_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} ← {self.origin_id or self.outside_id}"

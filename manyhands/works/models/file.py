from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from manyhands.media.models import Blob
from manyhands.works.models.version import Version


class Purpose(models.TextChoices):
    MAIN = "main", _("the work itself")
    STEM = "stem", _("stem")
    PROJECT = "project", _("project file")
    COVER = "cover", _("cover")
    CAPTIONS = "captions", _("captions")
    ATTACHMENT = "attachment", _("attachment")


class File(models.Model):
    """A blob that belongs to a version, for a purpose, under the (cleaned) name that its maker gave it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files")
    purpose = models.CharField(max_length=10, choices=Purpose)
    name = models.CharField(max_length=255)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="file_position_once"),
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(purpose="main"), name="one_main_file"
            ),
        ]

    def __str__(self) -> str:
        return self.name

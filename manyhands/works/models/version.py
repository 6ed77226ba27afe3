from __future__ import annotations

from django.db import models

from manyhands.people.models import Member
from manyhands.works.models.work import Work


class Version(models.Model):
    """One immutable state of a work's files and text. Its primary key is its place in the order of all
    versions.

    Ids come from one sequence, at publication, so a source always has a smaller id than what was made from
    it.
    """

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField(blank=True)  # Markdown of a text work
    note = models.CharField(max_length=300, blank=True)  # what is new
    # The id of the draft that it was: publishing that draft again finds this version.
    draft_key = models.CharField(max_length=32, unique=True, null=True, editable=False)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "number"], name="version_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="version_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.work_id} v{self.number}"

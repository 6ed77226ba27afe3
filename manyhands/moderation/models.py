from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from manyhands.people.models import Member


class Report(models.Model):
    """That somebody asks a moderator to look at something."""

    class Subject(models.TextChoices):
        WORK = "work", _("Work")
        COMMENT = "comment", _("Comment")
        MEMBER = "member", _("Member")
        COLLECTION = "collection", _("Collection")

    class Why(models.TextChoices):
        UNCREDITED = "uncredited", _("It uses somebody's work without saying so")
        RIGHTS = "rights", _("It breaks my rights")
        HARASSMENT = "harassment", _("It attacks or harasses somebody")
        UNSAFE = "unsafe", _("It puts somebody in danger")
        SPAM = "spam", _("It is spam")
        OTHER = "other", _("Something else")

    subject = models.CharField(max_length=12, choices=Subject)
    subject_id = models.BigIntegerField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    why = models.CharField(max_length=12, choices=Why)
    words = models.TextField(max_length=3000, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "subject_id", "by"], name="reported_once_by_each"),
        ]
        indexes = [models.Index(fields=["subject", "subject_id"], name="report_of_subject")]

    def __str__(self) -> str:
        return f"report {self.pk} of {self.subject} {self.subject_id}"


class Ruling(models.Model):
    """What a moderator decided about all reports of one thing so far, with a reason. Only ever added."""

    class Verdict(models.TextChoices):
        HIDE = "hide", _("Hide it")
        SHOW = "show", _("Show it again")
        LEAVE = "leave", _("Leave it as it is")

    subject = models.CharField(max_length=12, choices=Report.Subject)
    subject_id = models.BigIntegerField()
    verdict = models.CharField(max_length=5, choices=Verdict)
    reason = models.TextField(max_length=3000)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="ruling_has_reason")]
        indexes = [models.Index(fields=["subject", "subject_id", "-id"], name="ruling_of_subject")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.subject} {self.subject_id}"

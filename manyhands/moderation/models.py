from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manyhands.people.models import Member


class Subject(models.TextChoices):
    """What can be reported: everything that people put here."""

    WORK = "work", _("Work")
    COMMENT = "comment", _("Comment")
    MEMBER = "member", _("Member")
    COLLECTION = "collection", _("Collection")


class Ruling(models.Model):
    """What a moderator decided about all reports of one thing so far, with a reason. Only ever added."""

    class Verdict(models.TextChoices):
        HIDE = "hide", _("Hide it")
        SHOW = "show", _("Show it again")
        LEAVE = "leave", _("Leave it as it is")

    class Ground(models.TextChoices):
        CONDUCT = "conduct", _("how we treat each other here")
        LAW = "law", _("the law")

    subject = models.CharField(max_length=12, choices=Subject)
    subject_id = models.BigIntegerField()
    maker = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    verdict = models.CharField(max_length=5, choices=Verdict)
    ground = models.CharField(max_length=8, choices=Ground, default=Ground.CONDUCT)
    reason = models.TextField(max_length=3000)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="ruling_has_reason")]
        indexes = [
            models.Index(fields=["subject", "subject_id", "-id"], name="ruling_of_subject"),
            models.Index(fields=["maker", "-id"], name="ruling_of_maker"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.subject} {self.subject_id}"


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> ReportQuerySet:
        return self.filter(ruling=None)

    def about(self, subject: str, subject_id: int) -> ReportQuerySet:
        return self.filter(subject=subject, subject_id=subject_id)


class Report(models.Model):
    """That somebody, here or from outside, asks a moderator to look at something. Never public.

    A report that something breaks rights or the law carries the four statements that Art. 16 (2) of the EU's
    Digital Services Act asks for: why (``words``), where exactly (``place``), who says so (``name``,
    ``mail``), and that it is said in good faith.
    """

    class Why(models.TextChoices):
        UNCREDITED = "uncredited", _("It uses somebody’s work without saying so")
        RIGHTS = "rights", _("It breaks my rights, or the law")
        HARASSMENT = "harassment", _("It attacks or harasses somebody")
        UNSAFE = "unsafe", _("It puts somebody in danger")
        SPAM = "spam", _("It is spam")
        OTHER = "other", _("Something else")

    subject = models.CharField(max_length=12, choices=Subject)
    subject_id = models.BigIntegerField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    why = models.CharField(max_length=12, choices=Why)
    words = models.TextField(max_length=3000, blank=True)
    place = models.TextField(max_length=500, blank=True)
    name = models.CharField(max_length=120, blank=True)
    mail = models.EmailField(max_length=254, blank=True)
    good_faith = models.BooleanField(default=False)
    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, null=True, related_name="reports")
    at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "by"],
                condition=Q(by__isnull=False),
                name="reported_once_by_each",
            ),
            models.CheckConstraint(
                condition=~Q(why="rights")
                | (~Q(words="") & ~Q(place="") & ~Q(name="") & ~Q(mail="") & Q(good_faith=True))
                | Q(ruling__isnull=False),  # names and addresses may be erased once it is settled
                name="rights_report_is_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="report_of_subject"),
            models.Index(fields=["id"], condition=Q(ruling=None), name="report_open"),
            models.Index(fields=["by", "-id"], name="report_of_member"),
        ]

    def __str__(self) -> str:
        return f"report {self.pk} of {self.subject} {self.subject_id}"

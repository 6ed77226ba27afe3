from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Window
from django.db.models.functions import Now, RowNumber
from django.utils.translation import gettext_lazy as _

from manyhands.core.models import EventRow
from manyhands.people.models import Block, Member


class Mailing(models.TextChoices):
    """When notices of a kind are mailed."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    NEVER = "never", _("never")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, member: Member | int) -> NoticeQuerySet:
        return self.filter(member=member, is_here=True)

    def rung(self, *, at: dt.datetime | Now) -> NoticeQuerySet:
        """Those that are told by now: hearts wait for the next morning."""
        return self.filter(rings_at__lte=at)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """Something a member should know.

    Events of one kind about one thing gather in one notice until it is read.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)  # a name of notices.kinds
    subject = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    actors_count = models.PositiveIntegerField(default=0)
    is_here = models.BooleanField(default=True)  # else: the member wants this kind by mail alone
    at = models.DateTimeField()  # of the newest event in it
    rings_at = models.DateTimeField()  # when it begins to be shown and counted
    read_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True)  # a job waits to mail it then
    mailed_at = models.DateTimeField(null=True)
    mailed_part = models.BigIntegerField(default=0)  # the newest part that a mail has told

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "subject", "subject_id"],
                condition=Q(read_at=None),
                name="unread_notice_once",
            )
        ]
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="notice_of_member"),
            models.Index(fields=["subject", "subject_id"], name="notice_of_subject"),
            models.Index(fields=["member"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.member_id}"


class NoticePartQuerySet(models.QuerySet["NoticePart"]):
    def newest_of(self, notices: Collection[Notice], *, each: int = 3) -> dict[int, list[NoticePart]]:
        """The newest parts of each notice, newest first, without those by people whom the receiver blocks."""
        place = Window(RowNumber(), partition_by="notice", order_by=F("pk").desc())
        blocked = Block.objects.filter(by=OuterRef("member"), member=OuterRef("by"))
        shown = self.filter(notice__in=notices).annotate(
            place=place, blocked=Subquery(blocked.values("pk")[:1])
        )
        found: dict[int, list[NoticePart]] = defaultdict(list)
        newest = shown.filter(Q(place__lte=each), blocked=None).select_related("event", "by").order_by("-pk")
        for part in newest:
            found[part.notice_id].append(part)
        return found


class NoticePart(models.Model):
    """One event inside a notice: what keeps it from being told twice."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="parts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(EventRow, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")

    objects = NoticePartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "event"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.event_id} in {self.notice_id}"


class Wish(models.Model):
    """How a member wants to be told of one kind of thing. Without a row: as the kind itself says."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=30)
    here = models.BooleanField(default=True)
    mail = models.CharField(max_length=8, choices=Mailing)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="wish_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.kind} {self.mail}"


class Digest(models.Model):
    """That a member got the mail of the day, on a day of their own calendar."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="digests")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "on"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.on}"

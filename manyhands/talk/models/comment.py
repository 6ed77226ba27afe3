from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from manyhands.core.ids import uuid7
from manyhands.people.models import Block, Hiding, Member
from manyhands.talk.models.thread import Thread


class CommentQuerySet(models.QuerySet["Comment"]):
    def standing(self) -> CommentQuerySet:
        """Neither taken back by its writer nor held by a moderator."""
        return self.filter(~_held(), ~_removed())

    def visible_to(self, viewer: Member | AnonymousUser) -> CommentQuerySet:
        """Comments that stand, without those of people whom the viewer blocks; a held one is seen by its
        writer alone, who reads the reason there. (Whether the viewer may see what is discussed: talk.owners.)
        """
        return self.filter(readable_by(viewer))


class Comment(models.Model):
    """Something said in a thread: about the whole, about a moment or range of time, or about a place in a
    picture.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="comments")
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    version_id = models.BigIntegerField(
        null=True
    )  # works.Version that it was said about: the room above, so no foreign key
    words = models.TextField(max_length=5000)
    language = models.CharField(max_length=35, blank=True)
    from_ms = models.PositiveIntegerField(null=True)
    to_ms = models.PositiveIntegerField(null=True)
    x = models.PositiveSmallIntegerField(null=True)  # of 10,000 parts of the picture's width
    y = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField()

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="comment_has_words"),
            models.CheckConstraint(
                condition=Q(to_ms=None) | Q(to_ms__gt=models.F("from_ms")), name="comment_range_is_forward"
            ),
            models.CheckConstraint(
                condition=Q(x=None, y=None) | Q(x__lte=10_000, y__lte=10_000), name="comment_place_is_inside"
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "id"], name="comment_of_thread"),
            models.Index(fields=["by", "-id"], name="comment_of_member"),
            models.Index(fields=["thread", "-id"], condition=Q(answers=None), name="comment_on_top"),
            models.Index(fields=["answers", "-id"], name="comment_answer"),
            models.Index(
                fields=["thread", "-id"], condition=Q(from_ms__isnull=False), name="comment_at_a_moment"
            ),
            models.Index(fields=["thread", "-id"], condition=Q(x__isnull=False), name="comment_at_a_place"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} in {self.thread_id}"


class CommentEdit(models.Model):
    """The words that stood before an edit."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="edits")
    before = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"edit of {self.comment_id}"


class CommentRemoval(models.Model):
    """That its writer took a comment back. Answers to it stay."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="removal")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"removal of {self.comment_id}"


class CommentHold(Hiding):
    """That a moderator hides a comment, with a reason that its writer reads."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="holds")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=Q(lifted_at=None), name="comment_held_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="comment_hold_has_reason"),
        ]

    def __str__(self) -> str:
        return f"hold of {self.comment_id}"


class Mention(models.Model):
    """That a comment names a member with @handle."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "member"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.comment_id}"


def readable_by(viewer: Member | AnonymousUser) -> Q:
    """The condition of ``visible_to``, to be put together with others."""
    if not viewer.is_authenticated:
        return ~_held() & ~_removed()
    blocked = Q(Exists(Block.objects.filter(by=viewer, member=OuterRef("by"))))
    return (~_held() | Q(by=viewer)) & ~_removed() & ~blocked


def _removed() -> Q:
    return Q(Exists(CommentRemoval.objects.filter(comment=OuterRef("pk"))))


def _held() -> Q:
    return Q(Exists(CommentHold.objects.filter(comment=OuterRef("pk"), lifted_at=None)))

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from manyhands.core.ids import slug, uuid7
from manyhands.people.models import Member
from manyhands.talk.models import Thread
from manyhands.works.models.safety import CollectionHold
from manyhands.works.models.work import Work


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, viewer: Member | AnonymousUser) -> CollectionQuerySet:
        """Collections that stand; a held one is seen by its owner alone (who reads the reason there)."""
        seen = ~Q(Exists(CollectionHold.objects.filter(collection=OuterRef("pk"), lifted_at=None)))
        if viewer.is_authenticated:
            seen |= Q(owner=viewer)
        return self.filter(seen, removed_at=None)

    def curated_by(self, member: Member) -> CollectionQuerySet:
        """Collections that a member may put works into: the member's own, and those of others who asked."""
        asked = CoCurator.objects.filter(member=member, accepted_at__isnull=False).values("collection")
        return self.filter(Q(owner=member) | Q(pk__in=asked), removed_at=None)

    def for_listing(self) -> CollectionQuerySet:
        """Load what works/_collection_row.html shows."""
        return self.select_related("owner")


class Collection(models.Model):
    """A member's or curator's ordered set of works, with words."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="collections")
    title = models.CharField(max_length=120)
    words = models.TextField(max_length=5000, blank=True)
    language = models.CharField(max_length=35, blank=True)
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="collection")
    items_count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="collection_has_title")]
        indexes = [models.Index(fields=["owner", "-id"], name="collection_of_owner")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        tail = slug(self.title)
        return reverse("collection", args=[f"{self.pk}-{tail}" if tail else str(self.pk)])


class CollectionItem(models.Model):
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="collection_items")
    words = models.CharField(max_length=500, blank=True)
    position = models.PositiveIntegerField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection", "work"], name="collected_once"),
            models.UniqueConstraint(
                fields=["collection", "position"],
                name="collection_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_id} in {self.collection_id}"


class CoCurator(models.Model):
    """A member who is asked to add, order and take out works of somebody else's collection, and may once
    that is accepted.
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="co_curators")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "member"], name="co_curator_once")]

    def __str__(self) -> str:
        return f"{self.member_id} curates {self.collection_id}"

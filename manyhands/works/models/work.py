from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from manyhands.core.ids import slug, uuid7
from manyhands.people.models import Member
from manyhands.rights.models import CreditList
from manyhands.rights.rules import LICENCES
from manyhands.talk.models import Thread
from manyhands.works.models.safety import Hold, Tombstone
from manyhands.works.models.tag import Tag

if TYPE_CHECKING:
    from manyhands.works.models.version import Version


class Kind(models.TextChoices):
    AUDIO = "audio", _("Sound")
    VIDEO = "video", _("Video")
    IMAGE = "image", _("Picture")
    TEXT = "text", _("Text")


class WorkQuerySet(models.QuerySet["Work"]):
    def visible_to(self, viewer: Member | AnonymousUser) -> WorkQuerySet:
        """Works that stand; a held work is seen by its maker alone (who reads the reason there)."""
        held = Q(Exists(Hold.objects.filter(work=OuterRef("pk"), lifted_at=None)))
        seen = ~held
        if viewer.is_authenticated:
            seen |= Q(author=viewer)
        return self.standing().filter(seen)

    def standing(self) -> WorkQuerySet:
        return self.filter(~Exists(Tombstone.objects.filter(work=OuterRef("pk"))))

    def tagged(self, name: str) -> WorkQuerySet:
        """Works with a tag. Found by its number: then an index has them in order, be they many or few."""
        tag = Tag.objects.filter(slug=name.casefold()).values_list("pk", flat=True).first()
        return self.none() if tag is None else self.filter(tags=tag)

    def for_listing(self) -> WorkQuerySet:
        """Load what components/card_work.html shows."""
        return self.select_related("author", "thread", "latest")


class Work(models.Model):
    """One thing a member made and published.

    Its words may be edited (with history); its files live in versions.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="works")
    kind = models.CharField(max_length=5, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("about it"), max_length=5000, blank=True)
    language = models.CharField(max_length=35, blank=True)  # BCP 47
    alt_text = models.TextField(max_length=1000, blank=True)
    content_warning = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=10, choices=[(code, each.name) for code, each in LICENCES.items()])
    machine_learning = models.BooleanField(default=False)
    tags = models.ManyToManyField(Tag, related_name="works", blank=True)
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="work")
    credit_list = models.OneToOneField(CreditList, on_delete=models.PROTECT, related_name="work")
    latest = models.OneToOneField(
        "works.Version", on_delete=models.PROTECT, related_name="latest_of", null=True
    )  # null only inside the transaction that publishes
    sources_count = models.PositiveIntegerField(default=0)  # works cited by any of its versions
    remixes_count = models.PositiveIntegerField(default=0)  # standing works that cite any of its versions
    at = models.DateTimeField()

    objects = WorkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="work_has_title"),
            models.CheckConstraint(condition=Q(licence__in=list(LICENCES)), name="work_licence_is_known"),
        ]
        indexes = [
            models.Index(fields=["author", "-id"], name="work_of_author"),
            models.Index(fields=["kind", "-id"], name="work_of_kind"),
            models.Index(fields=["language", "-id"], name="work_in_language"),
            models.Index(fields=["-id"], condition=Q(remixes_count=0), name="work_never_remixed"),
            models.Index(fields=["-id"], condition=Q(sources_count__gt=0), name="work_made_from_others"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        tail = slug(self.title)
        return reverse("work", args=[f"{self.pk}-{tail}" if tail else str(self.pk)])

    @property
    def newest(self) -> Version:
        """Its newest version (loaded by ``for_listing()``)."""
        assert self.latest is not None
        return self.latest


class Edit(models.Model):
    """What stood in a field of a work before its maker changed it."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="edits")
    field = models.CharField(max_length=30)
    before = models.TextField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.field} of {self.work_id}"


class LicenceGrant(models.Model):
    """A licence that a work was offered under, from a moment on.

    Never taken back: what was granted stays granted.
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="licence_grants")
    licence = models.CharField(max_length=10)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(licence__in=list(LICENCES)), name="granted_licence_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.licence} for {self.work_id}"

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, BaseUserManager
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from manyhands.core.ids import uuid7
from manyhands.people.models.hiding import Hiding


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> MemberQuerySet:
        """Members who may sign in: neither closed, suspended, nor still waiting for approval."""
        suspended = Suspension.objects.filter(member=OuterRef("pk"), lifted_at=None)
        # Not ``closure=None``: of an outer join PostgreSQL expects that nearly nobody is left.
        closed = Closure.objects.filter(member=OuterRef("pk"))
        return self.filter(~Exists(suspended), ~Exists(closed), is_active=True)

    def visible_to(self, viewer: Member | AnonymousUser) -> MemberQuerySet:
        """Whose profile page may be seen: that of everybody who is here."""
        del viewer  # profiles are public; blocks hide words, not people
        return self.present()

    def former(self) -> MemberQuerySet:
        """Members who left: without a name, but perhaps with works that stay."""
        return self.filter(closure__isnull=False)

    def waiting(self) -> MemberQuerySet:
        """Members who confirmed their mail address and wait for an administrator's answer."""
        return self.filter(emailaddress__verified=True, is_active=False, closure=None, approval=None)

    def unconfirmed(self) -> MemberQuerySet:
        """Members who never opened the link that was mailed to them."""
        waiting = self.filter(is_active=False, closure=None, approval=None)
        return waiting.exclude(emailaddress__verified=True)

    def with_craft(self, craft: str) -> MemberQuerySet:
        """Members who say that they do this, in small letters or large ones."""
        doing = Craft.objects.annotate(folded=Lower("name")).filter(folded=Lower(models.Value(craft)))
        return self.filter(pk__in=doing.values("member"))

    def with_roles(self) -> MemberQuerySet:
        """Load which roles each holds, so that asking costs no query."""
        current = models.Q(roles__isnull=False, roles__ended_at=None)
        held = ArrayAgg("roles__name", filter=current, default=models.Value([]))
        return self.annotate(role_names=held)

    def with_profile(self) -> MemberQuerySet:
        """Load what the head of a member's page shows."""
        links = models.Prefetch("links", queryset=Link.objects.order_by("position"))
        return self.with_roles().prefetch_related("crafts", "languages", links)

    def for_listing(self) -> MemberQuerySet:
        """Load what the list of people shows."""
        return self.prefetch_related("crafts")


class MemberManager(BaseUserManager["Member"]):
    def get_queryset(self) -> MemberQuerySet:
        return MemberQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> Member:
        return self.get(handle=username)


class Member(AbstractBaseUser):
    """A person with an account. The director is a member like any other."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    handle = models.CharField(_("handle"), max_length=30, unique=True)
    handle_skeleton = models.CharField(
        max_length=210, unique=True, editable=False
    )  # UTS 39: what it looks like
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("mail address"), max_length=254, null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True)  # private, always
    words = models.TextField(_("about you"), max_length=2000, blank=True)
    words_language = models.CharField(max_length=35, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)  # only what was given for show
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1, only with a place given for show
    time_zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(_("language of the interface"), max_length=35, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects = MemberManager.from_queryset(MemberQuerySet)()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="member_email_once"),
            models.CheckConstraint(
                condition=models.Q(birth_year=None) | models.Q(birth_year__range=(1900, 2100)),
                name="birth_year_is_a_year",
            ),
        ]
        indexes = [
            models.Index(fields=["-joined_at", "-id"], name="member_newest"),
            models.Index(
                fields=["joined_at", "id"], condition=models.Q(is_active=False), name="member_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page crosses rooms, so ``site`` draws it; this room knows only where it is."""
        return f"/people/{quote(self.handle)}"

    def roles_held(self) -> list[str]:
        """The roles for the company that the member has now, in order.

        Whoever is signed in was loaded :meth:`MemberQuerySet.with_roles`; others cost a query, once.
        """
        held: list[str] | None = getattr(self, "role_names", None)
        if held is None:
            held = list(self.roles.filter(ended_at=None).values_list("name", flat=True))
            setattr(self, "role_names", held)  # noqa: B010 a name that only annotated rows have
        return sorted(held)

    def holds(self, *roles: str) -> bool:
        """Whether the member has one of these roles for the company now."""
        held = self.roles_held()
        return any(role in held for role in roles)

    def is_administrator(self) -> bool:
        return self.holds("administrator")

    def is_moderator(self) -> bool:
        """Whether the member may moderate; administrators may."""
        return self.holds("moderator", "administrator")

    def is_adult(self, *, on: dt.date) -> bool:
        """Whether the person is surely 18: only the year is known, so the year of the 18th birthday does not
        count.
        """
        return self.birth_year is not None and on.year - self.birth_year > 18

    # Django's own admin is not used; these two make its permission checks answer no.
    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Closure(models.Model):
    """That a member closed the account, and what becomes of the works."""

    class Works(models.TextChoices):
        STAY = "stay", _("My works stay, under “former member”")
        GO = "go", _("My works go; what others built on them keeps a marker")

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="closure")
    works = models.CharField(max_length=4, choices=Works)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"closure of {self.member_id}"


class Suspension(Hiding):
    """That a moderator hides a member, with a reason that the member reads."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="suspensions")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(lifted_at=None), name="member_suspended_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="suspension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"suspension of {self.member_id}"


class Link(models.Model):
    """An address that a member shows on the profile."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=60)
    address = models.URLField(max_length=300)
    position = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.label


class Craft(models.Model):
    """What a member does: writer, drummer, animator …"""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="crafts")
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint("member", Lower("name"), name="craft_once")]
        indexes = [models.Index(Lower("name"), name="craft_name")]

    def __str__(self) -> str:
        return self.name


class Speaks(models.Model):
    """A language that a member speaks (BCP 47)."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=35)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "language"], name="speaks_once")]

    def __str__(self) -> str:
        return self.language

"""Works as one goes through all of them: by kind, tag and language, in an order."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Count

from manyhands.core.pages import Page, keyset
from manyhands.people.models import Member
from manyhands.works.models import Kind, Tag, Work, WorkQuerySet

Viewer = Member | AnonymousUser
NEWEST, LOVED, NEVER_REMIXED = "newest", "loved", "never-remixed"
SHOWS = (NEWEST, LOVED, NEVER_REMIXED)
SIZE = 30  # fills rows of two, three, five and six
TAGS_OFFERED = 24
KEPT = 600  # seconds; which tags and languages there are


@dataclass(frozen=True)
class Asked:
    """What a reader asked for. What does not exist finds nothing, or is left out, and is no error."""

    kind: str = ""
    tag: str = ""  # as typed; found by its folded form
    language: str = ""
    show: str = NEWEST

    def kept(self, **other: str) -> dict[str, str]:
        """The question as it stands in an address, with something else in it changed."""
        question = {"kind": self.kind, "tag": self.tag, "language": self.language, "show": self.show, **other}
        return {key: value for key, value in question.items() if value and value != NEWEST}


def browsed(viewer: Viewer, asked: Asked) -> WorkQuerySet:
    works = Work.objects.visible_to(viewer).for_listing()
    if asked.kind in Kind.values:
        works = works.filter(kind=asked.kind)
    if asked.tag:
        works = works.tagged(asked.tag)
    if asked.language:
        works = works.filter(language=asked.language)
    if asked.show == NEVER_REMIXED:
        works = works.filter(remixes_count=0)
    return works


def browse_page(viewer: Viewer, asked: Asked, *, after: str | None) -> Page[Work]:
    """A page of them; the loved ones by how many love them, all others newest first."""
    works = browsed(viewer, asked)
    if asked.show != LOVED:
        return keyset(works, size=SIZE, after=after)
    loved = works.filter(thread__hearts_count__gt=0)  # in the order of an index of threads
    return keyset(loved, by="-thread__hearts_count", tie="thread_id", size=SIZE, after=after)


def offered_tags() -> list[tuple[str, str]]:
    """The tags that most works share, as (folded, as written). Counted anew every ten minutes."""
    offered: list[tuple[str, str]] = cache.get_or_set("browse-tags", _tags, KEPT)  # type: ignore[assignment]
    return offered


def _tags() -> list[tuple[str, str]]:
    visible = Work.objects.visible_to(AnonymousUser())
    used = Tag.objects.filter(works__in=visible).annotate(many=Count("works"))
    return list(used.order_by("-many", "slug").values_list("slug", "name")[:TAGS_OFFERED])


def offered_languages() -> list[str]:
    """The languages that works are in, those of most works first."""
    offered: list[str] = cache.get_or_set("browse-languages", _languages, KEPT)  # type: ignore[assignment]
    return offered


def _languages() -> list[str]:
    works = Work.objects.visible_to(AnonymousUser()).exclude(language="")
    counted = works.values("language").annotate(many=Count("pk")).order_by("-many", "language")
    return list(counted.values_list("language", flat=True))


def name_of_tag(slug: str) -> str:
    """A tag as it was first written; one that nobody used stays as it was asked for."""
    found = Tag.objects.filter(slug=slug.casefold()).values_list("name", flat=True).first()
    return found or slug

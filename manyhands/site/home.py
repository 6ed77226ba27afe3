"""What the first page shows: a minute that plays, what was just passed on, and what waits to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manyhands.media.models import Rendition
from manyhands.media.queries import rendition_address, renditions_of
from manyhands.people.models import Member
from manyhands.works.models import File, Kind, Purpose, Source, SourceKind, Work
from manyhands.works.queries.faces import Face, faces_of

MOST_HANDS = 5
LOOKED_AT = 40  # newest remixes among which the featured one is chosen
PASSED_ON = 8
WAITING = 4
NUMBERS_KEPT = 600  # seconds

Viewer = Member | AnonymousUser


@dataclass(frozen=True)
class Plays:
    """What a browser can play of a work."""

    src: str
    type: str
    kind: str
    poster: str = ""


@dataclass(frozen=True)
class Hand:
    """One pair of hands in a thread, as components/thread_vertical.html shows it."""

    work: Work
    role: str
    note: str
    face: Face
    plays: Plays | None
    here: bool

    @property
    def title(self) -> str:
        return self.work.title

    @property
    def url(self) -> str:
        return self.work.get_absolute_url()

    @property
    def maker(self) -> Member:
        return self.work.author

    @property
    def kind(self) -> str:
        return self.work.kind

    @property
    def language(self) -> str:
        return self.work.language


@dataclass(frozen=True)
class Featured:
    work: Work
    hands: Sequence[Hand]
    plays: Plays


@dataclass(frozen=True)
class Card:
    work: Work
    face: Face


@dataclass(frozen=True)
class Home:
    has_works: bool
    featured: Featured | None
    passed_on: Sequence[Card]
    waiting: Sequence[Card]
    numbers: str


@dataclass(frozen=True)
class Step:
    """A work in a thread, and what its maker said about taking it on (nothing for the first)."""

    work: Work
    source: Source | None


def home_for(viewer: Viewer) -> Home:
    visible = Work.objects.visible_to(viewer)
    newest = list(visible.filter(sources_count__gt=0).for_listing().order_by("-pk")[:LOOKED_AT])
    passed_on = one_of_each_maker(newest)[:PASSED_ON]
    untouched = visible.filter(remixes_count=0, sources_count=0).for_listing().order_by("-pk")
    waiting = one_of_each_maker(untouched[:LOOKED_AT])[:WAITING]
    thread = longest_thread(newest, viewer)
    faces = faces_of(
        {work.pk: work for work in [*passed_on, *waiting, *(step.work for step in thread)]}.values()
    )
    return Home(
        has_works=bool(newest or waiting) or visible.exists(),
        featured=_featured(thread, faces),
        passed_on=[Card(work, faces.get(work.pk, Face())) for work in passed_on],
        waiting=[Card(work, faces.get(work.pk, Face())) for work in waiting],
        numbers=numbers(),
    )


def one_of_each_maker(works: Iterable[Work]) -> list[Work]:
    """The first work of each maker, so that a busy day of one person is not the whole page."""
    first: dict[int, Work] = {}
    for work in works:
        first.setdefault(work.author_id, work)
    return list(first.values())


def longest_thread(works: Sequence[Work], viewer: Viewer) -> list[Step]:
    """The longest line of hands that ends in one of these works which plays; of equally long ones the newest.

    One query for each step back, for all of them together.
    """
    playable = [work for work in works if work.kind in {Kind.AUDIO, Kind.VIDEO} and not work.content_warning]
    threads = {work.latest_id: [Step(work, None)] for work in playable if work.latest_id}
    growing = dict(threads)
    for _step in range(MOST_HANDS - 1):
        growing = _one_step_back(growing, viewer)
        if not growing:
            break
    return max(threads.values(), key=len, default=[])[::-1]


def _one_step_back(growing: dict[int, list[Step]], viewer: Viewer) -> dict[int, list[Step]]:
    """Lengthen every thread by the work that its last version was made from; returns those that grew."""
    rows = Source.objects.filter(version__in=growing, origin__work__in=Work.objects.visible_to(viewer))
    rows = rows.select_related("origin__work__author", "origin__work__thread", "origin__work__latest")
    first: dict[int, Source] = {}
    for row in sorted(rows, key=lambda row: (row.kind != SourceKind.CONTAINS, row.pk)):
        first.setdefault(row.version_id, row)
    grown: dict[int, list[Step]] = {}
    for version_id, row in first.items():
        assert row.origin is not None
        thread, origin = growing[version_id], row.origin.work
        if origin.pk in {step.work.pk for step in thread} or origin.content_warning:
            continue
        thread[-1] = Step(thread[-1].work, row)
        thread.append(Step(origin, None))
        grown[row.origin.pk] = thread
    return grown


def _featured(thread: Sequence[Step], faces: dict[int, Face]) -> Featured | None:
    plays = plays_of([step.work for step in thread])
    last = thread[-1].work if thread else None
    if last is None or len(thread) < 2 or last.pk not in plays:
        return None
    hands = [_hand(step, faces.get(step.work.pk, Face()), plays.get(step.work.pk), last) for step in thread]
    return Featured(work=last, hands=hands, plays=plays[last.pk])


def _hand(step: Step, face: Face, plays: Plays | None, last: Work) -> Hand:
    return Hand(
        work=step.work,
        role=step.source.role if step.source else "",
        note=step.source.note if step.source else "",
        face=face,
        plays=plays,
        here=step.work.pk == last.pk,
    )


def plays_of(works: Iterable[Work]) -> dict[int, Plays]:
    """What plays of each work that is sound or film, in two queries."""
    moving = {work.latest_id: work for work in works if work.kind in {Kind.AUDIO, Kind.VIDEO}}
    files = list(File.objects.filter(version__in=moving, purpose=Purpose.MAIN))
    renditions = renditions_of({file.blob_id for file in files})
    found = {}
    for file in files:
        work = moving[file.version_id]
        plays = _plays(work.kind, renditions.get(file.blob_id, {}).values())
        if plays:
            found[work.pk] = plays
    return found


def _plays(kind: str, renditions: Iterable[Rendition]) -> Plays | None:
    for rendition in renditions:
        if rendition.media_type.startswith(f"{kind}/"):
            return Plays(rendition_address(rendition), rendition.media_type, kind)
    return None


def numbers() -> str:
    """Who has made something here, in plain words. Counted anew every ten minutes."""
    makers, languages = cache.get_or_set("home-numbers", _count, NUMBERS_KEPT)  # type: ignore[misc]
    people = ngettext("%(count)d person", "%(count)d people", makers) % {"count": makers}
    if languages < 2:
        return _("Made here by %(people)s. Everything in the open.") % {"people": people}
    return _("Made here by %(people)s in %(count)d languages. Everything in the open.") % {
        "people": people,
        "count": languages,
    }


def _count() -> tuple[int, int]:
    works = Work.objects.visible_to(AnonymousUser())
    languages = works.exclude(language="").values_list("language", flat=True).distinct()
    makers = works.values("author").distinct().count()
    return makers, len({language.split("-")[0].lower() for language in languages})

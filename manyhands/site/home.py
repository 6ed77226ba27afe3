"""What the first page shows: a minute that plays, what was just passed on, and what waits to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manyhands.core.prepared import prepared
from manyhands.media.queries import portraits_of
from manyhands.notices.models import Notice
from manyhands.notices.sentences import Told, tell_of
from manyhands.people.models import Member
from manyhands.works.models import Work
from manyhands.works.queries.cards import Card, cards_of
from manyhands.works.queries.faces import Face
from manyhands.works.queries.playing import MOVING, Plays, plays_of
from manyhands.works.queries.thread import Hand, Step, hands_of, lines_back

LOOKED_AT = 40  # newest remixes among which the featured one is chosen
PASSED_ON = 8
WAITING = 4
NEWCOMERS = 6
TOLD = 4
NUMBERS_KEPT = 600  # seconds, where many make something
FIRST_NUMBERS_KEPT = 5  # where each new pair of hands shows
MANY = 100

Viewer = Member | AnonymousUser


@dataclass(frozen=True)
class Featured:
    work: Work
    hands: Sequence[Hand]
    plays: Plays


@dataclass(frozen=True)
class Newcomer:
    member: Member
    portrait: str | None


@dataclass(frozen=True)
class Home:
    has_works: bool
    featured: Featured | None
    passed_on: Sequence[Card]
    waiting: Sequence[Card]
    newcomers: Sequence[Newcomer]
    numbers: str


def home_for(viewer: Viewer) -> Home:
    visible = Work.objects.visible_to(viewer)
    newest = list(visible.filter(sources_count__gt=0).for_listing().order_by("-pk")[:LOOKED_AT])
    passed_on = one_of_each_maker(newest)[:PASSED_ON]
    untouched = visible.filter(remixes_count=0, sources_count=0).for_listing().order_by("-pk")
    waiting = one_of_each_maker(untouched[:LOOKED_AT])[:WAITING]
    thread = longest_thread(newest, viewer)
    cards = cards_of([*passed_on, *waiting, *(step.work for step in thread)])
    return Home(
        has_works=bool(cards) or visible.exists(),
        featured=_featured(thread, {pk: card.face for pk, card in cards.items()}),
        passed_on=[cards[work.pk] for work in passed_on],
        waiting=[cards[work.pk] for work in waiting],
        newcomers=newcomers(viewer),
        numbers=numbers(),
    )


def newcomers(viewer: Viewer) -> list[Newcomer]:
    """Who joined last."""
    found = list(Member.objects.visible_to(viewer).order_by("-joined_at", "-pk")[:NEWCOMERS])
    portraits = portraits_of(member.pk for member in found)
    return [Newcomer(member, portraits.get(member.pk)) for member in found]


_told_lately = prepared(
    lambda member_id: Notice.objects.of(member_id).rung(at=Now()).order_by("-at", "-pk")[:TOLD], -1
)


def told_lately(member: Member) -> list[Told]:
    """The newest notices; read ones too, so that the page does not change under somebody's hands."""
    return tell_of(_told_lately(member.pk), member)


def one_of_each_maker(works: Iterable[Work]) -> list[Work]:
    """The first work of each maker, so that a busy day of one person is not the whole page."""
    first: dict[int, Work] = {}
    for work in works:
        first.setdefault(work.author_id, work)
    return list(first.values())


def longest_thread(works: Sequence[Work], viewer: Viewer) -> list[Step]:
    """The longest line of hands that ends in one of these works which plays; of equally long ones the newest.

    What has a warning is not shown to people who did not ask for it: a line begins after it.
    """
    ends = {work.newest.pk: work for work in works if work.kind in MOVING and not work.content_warning}
    return max(map(after_warnings, lines_back(ends, viewer).values()), key=len, default=[])


def after_warnings(steps: Sequence[Step]) -> list[Step]:
    """The last steps of a line, none of which has a warning."""
    return list(takewhile(lambda step: not step.work.content_warning, reversed(steps)))[::-1]


def _featured(thread: Sequence[Step], faces: dict[int, Face]) -> Featured | None:
    plays = plays_of([step.work for step in thread])
    last = thread[-1].work if thread else None
    if last is None or len(thread) < 2 or last.pk not in plays:
        return None
    return Featured(work=last, hands=hands_of(thread, faces, plays), plays=plays[last.pk])


def numbers() -> str:
    """Who has made something here, in plain words."""
    makers, languages = _counted()
    people = ngettext("%(count)d person", "%(count)d people", makers) % {"count": makers}
    if languages < 2:
        return _("Made here by %(people)s. Everything in the open.") % {"people": people}
    return _("Made here by %(people)s in %(count)d languages. Everything in the open.") % {
        "people": people,
        "count": languages,
    }


def _counted() -> tuple[int, int]:
    counted: tuple[int, int] | None = cache.get("home-numbers")
    if counted is None:
        counted = _count()
        cache.set("home-numbers", counted, FIRST_NUMBERS_KEPT if counted[0] < MANY else NUMBERS_KEPT)
    return counted


def _count() -> tuple[int, int]:
    works = Work.objects.visible_to(AnonymousUser())
    languages = works.exclude(language="").values_list("language", flat=True).distinct()
    makers = works.values("author").distinct().count()
    return makers, len({language.split("-")[0].lower() for language in languages})

"""What a member finds of their own: works, what others made of them, what they love."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manyhands.core.pages import Page, keyset
from manyhands.people.models import Member
from manyhands.talk.models import Heart
from manyhands.works.models import Draft, Source, Work, WorkQuerySet
from manyhands.works.queries.cards import Card, cards_of

WORKS = 24
REMIXES = 8
LOVED = 8


@dataclass(frozen=True)
class Yours:
    works: Page[Work]
    cards: Sequence[Card]
    remixes: Sequence[Card]
    loved: Sequence[Card]
    drafts: int


def yours(member: Member, *, after: str | None) -> Yours:
    works = keyset(_visible(member).filter(author=member), size=WORKS, after=after)
    remixes, loved = list(_remixes(member)), _loved(member)
    cards = cards_of([*works.rows, *remixes, *loved])
    return Yours(
        works=works,
        cards=[cards[work.pk] for work in works.rows],
        remixes=[cards[work.pk] for work in remixes],
        loved=[cards[work.pk] for work in loved],
        drafts=Draft.objects.of(member).count(),
    )


def _visible(member: Member) -> WorkQuerySet:
    return Work.objects.visible_to(member).for_listing()


def _remixes(member: Member) -> WorkQuerySet:
    """The newest works of others that were made from the member's.

    Their numbers are found first: carrying whole rows through the search costs forty times as much.
    """
    citing = Source.objects.filter(origin__work__author=member).values("version__work")
    others = Work.objects.visible_to(member).filter(pk__in=citing).exclude(author=member)
    newest = list(others.order_by("-pk").values_list("pk", flat=True)[:REMIXES])
    return _visible(member).filter(pk__in=newest).order_by("-pk")


def _loved(member: Member) -> list[Work]:
    """The works that the member gave a heart to last."""
    hearts = Heart.objects.filter(by=member, thread__work__in=Work.objects.visible_to(member))
    threads = list(hearts.order_by("-at", "-pk").values_list("thread", flat=True)[:LOVED])
    works = {work.thread_id: work for work in _visible(member).filter(thread__in=threads)}
    return [works[thread] for thread in threads if thread in works]

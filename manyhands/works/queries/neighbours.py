"""The works next to a work in the lineage: what it was made from, and what was made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from manyhands.people.models import Member
from manyhands.works.models import Source, Version, Work, WorkQuerySet
from manyhands.works.queries.faces import Face
from manyhands.works.queries.thread import Hand, hand_of, hand_of_source

Viewer = Member | AnonymousUser


def sources_of(version: Version) -> QuerySet[Source]:
    return version.sources.select_related("origin", "outside")


def origins_of(sources: Iterable[Source], viewer: Viewer) -> dict[int, Work]:
    """The works that these sources mean, those alone that the viewer may see."""
    ids = [source.origin.work_id for source in sources if source.origin]
    return Work.objects.visible_to(viewer).for_listing().in_bulk(ids)


def hands_of_sources(
    sources: Iterable[Source], origins: Mapping[int, Work], faces: Mapping[int, Face]
) -> list[Hand]:
    hands = []
    for source in sources:
        work = origins.get(source.origin.work_id) if source.origin else None
        hands.append(hand_of_source(source, work, faces.get(work.pk) if work else None))
    return hands


def remixes_of(work: Work, viewer: Viewer) -> WorkQuerySet:
    """Works that cite any version of this one."""
    citing = Source.objects.filter(origin__in=cited_versions(work)).values("version__work")
    return Work.objects.visible_to(viewer).for_listing().filter(pk__in=citing).exclude(pk=work.pk)


def cited_versions(work: Work) -> list[int]:
    """The versions of a work that something was made from.

    Read first: from the numbers themselves PostgreSQL knows how many remixes to expect, ten or ten thousand,
    and goes through them, or through the newest works, accordingly.
    """
    cited = Exists(Source.objects.filter(origin=OuterRef("pk")))
    return list(Version.objects.filter(cited, work=work).values_list("pk", flat=True))


def hands_of_remixes(remixes: Sequence[Work], of: Work, faces: Mapping[int, Face]) -> list[Hand]:
    """Remixes with what their makers said about taking this work on, newest word first."""
    if not remixes:
        return []
    said = Source.objects.filter(origin__in=cited_versions(of), version__work__in=remixes).order_by("pk")
    notes = dict(said.values_list("version__work", "note"))
    return [hand_of(remix, faces.get(remix.pk), note=notes.get(remix.pk, "")) for remix in remixes]

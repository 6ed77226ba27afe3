"""What the pages of works show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from manyhands.media.models import Processing
from manyhands.media.queries import address_of
from manyhands.media.text import render
from manyhands.people.models import Member
from manyhands.rights.models import Credit
from manyhands.rights.rules import LICENCES, Licence
from manyhands.works.models import File, Kind, Purpose, Source, Tag, Version, Work, WorkQuerySet
from manyhands.works.queries.faces import Face, faces_of

Viewer = Member | AnonymousUser
REMIXES_SHOWN = 12


@dataclass(frozen=True)
class Download:
    """A file of the newest version, and where it is downloaded from today."""

    file: File
    address: str


@dataclass(frozen=True)
class Cited:
    """A source as a reader may see it; of a work that must not be known only that there is one."""

    source: Source
    work: Work | None


@dataclass(frozen=True)
class ShownWork:
    """Everything about a work that its page shows beside the discussion."""

    version: Version
    face: Face
    licence: Licence
    html: str
    processing: Processing | None
    downloads: Sequence[Download]
    sources: Sequence[Cited]
    remixes: Sequence[Work]
    versions: Sequence[Version]
    credits: Sequence[Credit]
    tags: Sequence[Tag]


def browsed(
    viewer: Viewer, *, kind: str = "", tag: str = "", language: str = "", show: str = ""
) -> WorkQuerySet:
    """Works for the browse page. What is asked for and does not exist finds nothing, and is no error."""
    works = Work.objects.visible_to(viewer).for_listing()
    if kind in Kind.values:
        works = works.filter(kind=kind)
    if tag:
        works = works.filter(tags__slug=tag.casefold())
    if language:
        works = works.filter(language=language)
    if show == "never-remixed":
        works = works.filter(remixes_count=0)
    return works


def shown_work(work: Work, viewer: Viewer) -> ShownWork:
    """Load the page of a work (``for_listing()``)."""
    version = work.newest
    files = list(version.files.select_related("blob__processing").order_by("position"))
    main = next((file for file in files if file.purpose == Purpose.MAIN), None)
    return ShownWork(
        version=version,
        face=faces_of([work]).get(work.pk, Face()),
        licence=LICENCES[work.licence],
        html=render(version.body).html if version.body else "",
        processing=getattr(main.blob, "processing", None) if main else None,
        downloads=[Download(file, address_of(file.blob, name=file.name)) for file in files],
        sources=_sources(version, viewer),
        remixes=_remixes(work, viewer),
        versions=list(work.versions.order_by("-number")),
        credits=list(work.credit_list.credits.shown_to(viewer).select_related("member").order_by("position")),
        tags=list(work.tags.order_by("slug")),
    )


def _sources(version: Version, viewer: Viewer) -> list[Cited]:
    rows = list(version.sources.select_related("origin", "outside").order_by("pk"))
    ids = [source.origin.work_id for source in rows if source.origin]
    works = Work.objects.visible_to(viewer).for_listing().in_bulk(ids)
    return [Cited(source, works.get(source.origin.work_id) if source.origin else None) for source in rows]


def _remixes(work: Work, viewer: Viewer) -> list[Work]:
    citing = Source.objects.filter(origin__work=work).exclude(version__work=work).values("version__work")
    works = Work.objects.visible_to(viewer).for_listing().filter(pk__in=citing)
    return list(works.order_by("-pk")[:REMIXES_SHOWN])

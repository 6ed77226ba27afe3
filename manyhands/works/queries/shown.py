"""What the page of a work shows beside the discussion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from manyhands.media.queries import Handed, handed_out
from manyhands.people.models import Member
from manyhands.rights.attribution import Attributed
from manyhands.rights.models import Credit
from manyhands.rights.rules import LICENCES, Licence
from manyhands.works.models import File, Hold, Purpose, Tag, Version, Work
from manyhands.works.queries.faces import faces_of
from manyhands.works.queries.neighbours import (
    hands_of_remixes,
    hands_of_sources,
    origins_of,
    remixes_of,
    sources_of,
)
from manyhands.works.queries.stage import Stage, stage_of
from manyhands.works.queries.thread import Hand, hands_of, lines_back

Viewer = Member | AnonymousUser
SOURCES_SHOWN = 8  # the others stand on a page of their own
REMIXES_SHOWN = 6
VERSIONS_SHOWN = 8


@dataclass(frozen=True)
class Download:
    """A file of a version, and where it is taken from today.

    ``handed`` is None as long as there is nothing to give: it is on its way, or could not be cleaned.
    """

    file: File
    handed: Handed | None

    @property
    def address(self) -> str:
        return self.handed.address(self.file.name) if self.handed else ""

    @property
    def size(self) -> int:
        return self.handed.blob.size if self.handed else self.file.blob.size

    @property
    def is_on_its_way(self) -> bool:
        processing = getattr(self.file.blob, "processing", None)
        return processing is not None and processing.state in {"waiting", "running"}


@dataclass(frozen=True)
class Took:
    """The files of a version that are there for one purpose."""

    purpose: str
    label: str
    downloads: Sequence[Download]


@dataclass(frozen=True)
class Thread:
    """The red thread through a work: how it came here, what else is in it, and what others made of it."""

    line: Sequence[Hand]
    beside: Sequence[Hand]
    sources_more: bool
    remixes: Sequence[Hand]
    remixes_more: bool


@dataclass(frozen=True)
class ShownWork:
    """Everything about one version of a work that its page shows beside the discussion."""

    version: Version
    stage: Stage
    licence: Licence
    took: Sequence[Took]
    thread: Thread
    versions: Sequence[Version]
    versions_more: bool  # the history has them all
    credits: Sequence[Credit]
    tags: Sequence[Tag]
    hold: Hold | None  # only its maker's page has it
    is_own: bool


def shown_work(work: Work, viewer: Viewer, *, version: Version | None = None) -> ShownWork:
    """Load the page of a work (``for_listing()``), or of an older version of it."""
    version = version or work.newest
    files = list(version.files.select_related("blob__processing").order_by("position"))
    is_own = viewer.is_authenticated and viewer.pk == work.author_id
    versions = list(work.versions.defer("body").order_by("-number")[: VERSIONS_SHOWN + 1])
    return ShownWork(
        version=version,
        stage=stage_of(work, version, files, maker=work.author if is_own else None),
        licence=LICENCES[work.licence],
        took=_by_purpose(downloads_of(files, to_maker=is_own)),
        thread=_thread(work, version, viewer),
        versions=versions[:VERSIONS_SHOWN],
        versions_more=len(versions) > VERSIONS_SHOWN,
        credits=list(
            Credit.objects.filter(list=work.credit_list_id)
            .shown_to(viewer)
            .select_related("member", "answer")
            .order_by("position")
        ),
        tags=list(work.tags.order_by("slug")),
        hold=work.holds.filter(lifted_at=None).first() if is_own else None,
        is_own=is_own,
    )


def downloads_of(files: Sequence[File], *, to_maker: bool) -> list[Download]:
    """What is taken home of each file (``blob__processing`` loaded): as uploaded, or clean."""
    handed = handed_out([file.blob for file in files], to_maker=to_maker)
    return [Download(file, handed.get(file.blob_id)) for file in files]


def _by_purpose(downloads: Sequence[Download]) -> list[Took]:
    found: dict[str, list[Download]] = defaultdict(list)
    for download in downloads:
        found[download.file.purpose].append(download)
    return [
        Took(purpose, str(Purpose(purpose).label), found[purpose])
        for purpose in Purpose.values
        if found[purpose]
    ]


def _thread(work: Work, version: Version, viewer: Viewer) -> Thread:
    cited = list(sources_of(version).order_by("pk")[: SOURCES_SHOWN + 1])
    remixes = list(remixes_of(work, viewer).order_by("-pk")[: REMIXES_SHOWN + 1])
    steps = lines_back({version.pk: work}, viewer)[version.pk]
    on_the_line = {step.work.pk for step in steps}
    origins = origins_of(cited, viewer)
    faces = faces_of([*origins.values(), *remixes, *(step.work for step in steps)])
    beside = [each for each in cited if each.origin is None or each.origin.work_id not in on_the_line]
    return Thread(
        line=hands_of(steps, faces),
        beside=hands_of_sources(beside[:SOURCES_SHOWN], origins, faces),
        sources_more=len(cited) > SOURCES_SHOWN,
        remixes=hands_of_remixes(remixes[:REMIXES_SHOWN], work, faces),
        remixes_more=len(remixes) > REMIXES_SHOWN,
    )


def attributed(work: Work, shown: ShownWork, base: str) -> Attributed:
    """Who made a work and what it was made from, to be written wherever it is taken to.

    :param base: the address of the site, without a slash at its end
    """
    makers = [work.author.name, *(credit.name for credit in shown.credits if is_confirmed(credit))]
    sources = [*shown.thread.line[-2:-1], *shown.thread.beside]
    return Attributed(
        title=work.title,
        makers=list(dict.fromkeys(makers)),
        licence=shown.licence,
        address=base + work.get_absolute_url(),
        made_from=[_attributed_source(hand, base) for hand in sources if hand.maker],
    )


def _attributed_source(hand: Hand, base: str) -> Attributed:
    assert hand.maker is not None
    return Attributed(
        title=hand.title,
        makers=[hand.maker.name],
        licence=LICENCES[hand.work.licence] if hand.work else None,
        address=hand.url if hand.is_outside else base + hand.url,
    )


def is_confirmed(credit: Credit) -> bool:
    """Whether a credit stands for everybody: of a member, that the member said yes (``answer`` loaded)."""
    answer = getattr(credit, "answer", None)
    return credit.member_id is None or (answer is not None and answer.confirmed)

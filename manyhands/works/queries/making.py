"""What the pages of making show: a draft with the state of its files, and what its sources allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Subquery

from manyhands.media.models import ProcessingState
from manyhands.media.queries import Progress, progress_of, renditions_of
from manyhands.people.models import Member
from manyhands.rights.models import Accord, AccordAcceptance
from manyhands.works.models import Draft, DraftFile, DraftQuerySet, DraftSource, Purpose, Work
from manyhands.works.queries.faces import Face, faces_of, heights, picture_of


@dataclass(frozen=True)
class ShownFile:
    """A file of a draft: how far it is, and how it looks as soon as that can be seen."""

    row: DraftFile
    progress: Progress
    face: Face
    kind: str


@dataclass(frozen=True)
class ShownSource:
    """A source of a draft; ``work`` is None where it is from outside, or may not be seen any more."""

    row: DraftSource
    work: Work | None
    face: Face | None = None


@dataclass(frozen=True)
class DraftRow:
    """A draft in the list of one's drafts."""

    draft: Draft
    file: ShownFile | None  # the work itself, or the first there is
    files_count: int
    moving: int = 0
    failed: int = 0


def files_of(draft: Draft) -> list[ShownFile]:
    rows = draft.files.select_related("upload__blob__processing").order_by("position", "pk")
    return shown_files(list(rows))


def shown_files(rows: Sequence[DraftFile]) -> list[ShownFile]:
    """:param rows: with ``upload__blob__processing`` loaded"""
    renditions = renditions_of({row.upload.blob_id for row in rows if row.upload.blob_id})
    shown = []
    for row in rows:
        progress = progress_of(row.upload)
        processing = progress.processing
        face = Face(
            picture=picture_of(renditions.get(row.upload.blob_id or 0, {})),
            peaks=heights(processing.shape) if processing else [],
            duration_ms=processing.duration_ms if processing else None,
        )
        shown.append(ShownFile(row, progress, face, processing.kind if processing else ""))
    return shown


def sources_of(draft: Draft, viewer: Member) -> list[ShownSource]:
    rows = list(draft.sources.select_related("origin").order_by("pk"))
    ids = [row.origin.work_id for row in rows if row.origin]
    works = Work.objects.visible_to(viewer).for_listing().in_bulk(ids)
    faces = faces_of(works.values())
    shown = []
    for row in rows:
        work = works.get(row.origin.work_id) if row.origin else None
        shown.append(ShownSource(row, work, faces.get(work.pk) if work else None))
    return shown


def accord_to_accept(member: Member) -> Accord | None:
    """The accord in force, as long as the member has not accepted it."""
    accord = Accord.current()
    return None if AccordAcceptance.objects.filter(accord=accord, member=member).exists() else accord


def drafts_of(member: Member) -> DraftQuerySet:
    """A member's drafts with what their list shows."""
    files = DraftFile.objects.select_related("upload__blob__processing").order_by("position", "pk")
    # A subquery: grouping would gather all drafts before the first page of them.
    counted = (
        DraftSource.objects.filter(draft=OuterRef("pk"))
        .order_by()
        .values("draft")
        .annotate(count=Count("pk"))
    )
    return (
        Draft.objects.of(member)
        .select_related("work")
        .prefetch_related(Prefetch("files", files))
        .annotate(sources_count=Subquery(counted.values("count")))
        .defer("words")
    )


def draft_rows(drafts: Iterable[Draft]) -> list[DraftRow]:
    """:param drafts: of ``drafts_of``"""
    drafts = list(drafts)
    shown = {each.row.pk: each for each in shown_files([row for d in drafts for row in d.files.all()])}
    return [_draft_row(draft, [shown[row.pk] for row in draft.files.all()]) for draft in drafts]


def _draft_row(draft: Draft, files: Sequence[ShownFile]) -> DraftRow:
    main = next((file for file in files if file.row.purpose == Purpose.MAIN), None)
    return DraftRow(
        draft=draft,
        file=main or (files[0] if files else None),
        files_count=len(files),
        moving=sum(file.progress.is_moving for file in files),
        failed=sum(file.progress.state == ProcessingState.FAILED for file in files),
    )


@dataclass(frozen=True)
class Hit:
    """A work that may be meant."""

    work: Work
    face: Face | None


@dataclass(frozen=True)
class Found:
    """What a search for sources found; ``text`` is what was typed, to be named as not made here."""

    text: str
    hits: Sequence[Hit] = ()


def found(text: str, works: Sequence[Work]) -> Found:
    """:param works: with what a list shows"""
    faces = faces_of(works)
    return Found(text, [Hit(work, faces.get(work.pk)) for work in works])

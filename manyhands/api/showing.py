"""How rows look in the API: one function for each, from objects loaded in bulk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from manyhands.media.ladder import Output
from manyhands.media.models import Processing, ProcessingState, Rendition
from manyhands.media.queries import outputs_planned, rendition_address, renditions_of
from manyhands.media.refusals import Refusal, sentence
from manyhands.people.models import Member
from manyhands.rights.models import Credit
from manyhands.talk.models import Comment
from manyhands.works.models import File, Purpose, Source, Version, Work
from manyhands.works.queries.crediting import state_of
from manyhands.works.queries.shown import Download, downloads_of


def show_member_ref(request: HttpRequest, member: Member) -> dict[str, Any]:
    """A person, shortly; of somebody who left only that somebody was here."""
    return {
        "handle": member.handle,
        "name": member.name,
        "address": request.build_absolute_uri(member.get_absolute_url()),
    }


def show_work_brief(request: HttpRequest, work: Work) -> dict[str, Any]:
    """A work in a list (``for_listing()``)."""
    return {
        "id": work.pk,
        "uid": str(work.uid),
        "kind": work.kind,
        "title": work.title,
        "address": request.build_absolute_uri(work.get_absolute_url()),
        "language": work.language,
        "licence": work.licence,
        "maker": show_member_ref(request, work.author),
        "at": work.at,
        "sources_count": work.sources_count,
        "remixes_count": work.remixes_count,
        "hearts_count": work.thread.hearts_count,
        "comments_count": work.thread.comments_count,
    }


def show_comment(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    """A comment with its writer loaded."""
    return {
        "id": comment.pk,
        "by": show_member_ref(request, comment.by),
        "words": comment.words,
        "language": comment.language,
        "answers": comment.answers_id,
        "from_ms": comment.from_ms,
        "to_ms": comment.to_ms,
        "x": comment.x,
        "y": comment.y,
        "at": comment.at,
    }


def show_work(request: HttpRequest, work: Work) -> dict[str, Any]:
    """A work, whole (``for_listing()`` and its credit list)."""
    version = newest(work)
    main = main_file(version)
    return {
        **show_work_brief(request, work),
        "words": work.words,
        "body": version.body,
        "alt_text": work.alt_text,
        "content_warning": work.content_warning,
        "tags": list(work.tags.order_by("slug").values_list("name", flat=True)),
        "machine_learning": work.machine_learning,
        "version": version.number,
        "state": _state(main),
        "reason": _reason(main),
        "renditions": show_renditions(request, work),
        "credits": show_credits(request, work),
    }


def show_credits(request: HttpRequest, work: Work) -> list[dict[str, Any]]:
    rows = work.credit_list.credits.shown_to(request.user).select_related("member", "answer")
    return [show_credit(credit) for credit in rows.order_by("position", "pk")]


def show_credit(credit: Credit) -> dict[str, Any]:
    """A credit with its member and its answer loaded."""
    return {
        "id": credit.pk,
        "name": credit.name,
        "role": credit.role,
        "handle": credit.member.handle if credit.member else None,
        "state": state_of(credit),
    }


def show_files(request: HttpRequest, work: Work) -> list[dict[str, Any]]:
    """The files of the newest version, with addresses to download them from today."""
    files = list(newest(work).files.select_related("blob__processing").order_by("position"))
    downloads = downloads_of(files, to_maker=request.user == work.author)
    return [_show_file(request, download) for download in downloads]


def _show_file(request: HttpRequest, download: Download) -> dict[str, Any]:
    file, handed = download.file, download.handed
    return {
        "id": file.pk,
        "name": file.name,
        "purpose": file.purpose,
        "size": handed.blob.size if handed else None,
        "sha256": handed.blob.sha256 if handed else None,
        "state": _state(file),
        "reason": _reason(file),
        "url": request.build_absolute_uri(download.address) if handed else None,
    }


def show_renditions(request: HttpRequest, work: Work) -> list[dict[str, Any]]:
    """What plays of the main file, and what is still to come as soon as it is known what that will be."""
    main = main_file(newest(work))
    if main is None:
        return []
    made = renditions_of([main.blob_id]).get(main.blob_id, {})
    shown = [_show_rendition(request, made[profile]) for profile in sorted(made)]
    if _state(main) == ProcessingState.READY:  # made under older recipes, it lacks what came later
        return shown
    to_come = [output for output in outputs_planned(_processing(main)) if output.profile not in made]
    return shown + [_show_output(output, _state(main)) for output in to_come]


def _show_rendition(request: HttpRequest, rendition: Rendition) -> dict[str, Any]:
    return {
        **_measures(rendition),
        "url": request.build_absolute_uri(rendition_address(rendition)),
        "state": ProcessingState.READY,
    }


def _show_output(output: Output, state: str) -> dict[str, Any]:
    return {**_measures(output), "url": None, "state": state}


def _measures(what: Rendition | Output) -> dict[str, Any]:
    return {
        "profile": what.profile,
        "media_type": what.media_type,
        "width": what.width,
        "height": what.height,
        "duration_ms": what.duration_ms,
    }


def show_sources(request: HttpRequest, work: Work) -> list[dict[str, Any]]:
    """What the newest version was made from; of a source that may not be seen only that there is one."""
    rows = Source.objects.filter(version=newest(work)).select_related("outside", "origin").order_by("pk")
    cited = Work.objects.filter(pk__in={source.origin.work_id for source in rows if source.origin})
    seen = cited.visible_to(request.user).select_related("author")
    works = {origin.pk: origin for origin in seen}
    removed = set(cited.filter(tombstone__isnull=False).values_list("pk", flat=True))
    return [_show_source(request, source, works, removed) for source in rows]


def _show_source(
    request: HttpRequest, source: Source, works: dict[int, Work], removed: set[int]
) -> dict[str, Any]:
    """:param removed: works that left a tombstone, whose numbers stay known"""
    shown = {"id": source.pk, "kind": source.kind, "role": source.role, "note": source.note}
    if source.outside is not None:
        outside = source.outside
        return {
            **shown, "work": None, "version": None, "title": outside.title, "author": outside.author,
            "address": outside.address, "licence": outside.licence,
        }  # fmt: skip
    assert source.origin is not None  # a CHECK says that a source is here or outside
    origin = source.origin
    is_known = origin.work_id in works or origin.work_id in removed
    work = works.get(origin.work_id)
    return {
        **shown,
        "work": origin.work_id if is_known else None,
        "version": origin.number if is_known else None,
        "title": work.title if work else "",
        "author": work.author.name if work else "",
        "address": request.build_absolute_uri(work.get_absolute_url()) if work else "",
        "licence": work.licence if work else "",
    }


def newest(work: Work) -> Version:
    assert work.latest is not None  # null only inside the transaction that publishes
    return work.latest


def main_file(version: Version) -> File | None:
    """The file that the work itself is; a text has none."""
    return version.files.filter(purpose=Purpose.MAIN).select_related("blob__processing").first()


def _state(file: File | None) -> str:
    return _processing(file).state if file else "ready"


def _reason(file: File | None) -> str | None:
    if file is None or not _processing(file).reason_code:
        return None
    processing = _processing(file)
    refusal = Refusal(processing.reason_code, processing.reason_values)
    return sentence(refusal, name=file.name, translate=gettext)


def _processing(file: File) -> Processing:
    return file.blob.processing

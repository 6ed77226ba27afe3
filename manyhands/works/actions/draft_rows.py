"""What hangs on a draft: files, sources, people; and every word of it, kept as one types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from manyhands.core.errors import AlreadyDone, NotThere
from manyhands.media.models import Upload
from manyhands.people.models import Member
from manyhands.works import rules
from manyhands.works.actions.checking import kind_of_upload
from manyhands.works.models import Draft, DraftCredit, DraftFile, DraftSource, Purpose, Version, Work
from manyhands.works.orders import DraftChange, FileChange, FileOrder, Outside, SourceChange, SourceOrder
from manyhands.works.queries.crediting import person_typed
from manyhands.works.queries.drafts import draft_of

_WORDS = (
    "title",
    "words",
    "body",
    "note",
    "language",
    "alt_text",
    "content_warning",
    "licence",
    "machine_learning",
    "tags",
)


class NamedAlready(AlreadyDone):
    """The draft names this source, or this person for the same, already."""


@transaction.atomic
def save_draft(draft_id: str, change: DraftChange, *, by: Member, at: dt.datetime) -> Draft:
    """Keep a draft as it stands in the form. Rows that are not named, or are gone by now, stay as they are.

    :raises NotThere: no such draft, or somebody else's
    """
    draft = draft_of(by, draft_id, lock=True)
    for field in _WORDS:
        setattr(draft, field, getattr(change, field))
    draft.changed_at = at
    draft.save()
    _save_files(draft, change.files)
    _save_sources(draft, change.sources)
    for row in draft.credits.filter(pk__in=change.credits):
        row.name, row.role = change.credits[row.pk].name.strip(), change.credits[row.pk].role.strip()
        row.save(update_fields=["name", "role"])
    return draft


def _save_files(draft: Draft, changes: dict[int, FileChange]) -> None:
    """A file that is newly called the work itself takes the place of the one that was."""
    rows = {row.pk: row for row in draft.files.all()}
    new_main = [
        pk
        for pk, change in changes.items()
        if pk in rows and change.purpose == Purpose.MAIN != rows[pk].purpose
    ]
    for pk, change in changes.items():
        if pk in rows:
            unseated = change.purpose == Purpose.MAIN and new_main and pk not in new_main
            rows[pk].purpose = Purpose.ATTACHMENT if unseated else change.purpose
            rows[pk].name = rules.tidy_name(change.name) if change.name else rows[pk].name
    DraftFile.objects.bulk_update(rows.values(), ["purpose", "name"])


def _save_sources(draft: Draft, changes: dict[int, SourceChange]) -> None:
    rows = {row.pk: row for row in draft.sources.filter(pk__in=changes)}
    for pk, row in rows.items():
        change = changes[pk]
        row.kind, row.role, row.note = change.kind, change.role, change.note
        if change.outside and row.origin_id is None:
            _put_outside(row, change.outside)
    fields = ["kind", "role", "note", "address", "title", "author", "licence"]
    DraftSource.objects.bulk_update(rows.values(), fields)


def _put_outside(row: DraftSource, outside: Outside) -> None:
    row.address, row.title = outside.address, outside.title
    row.author, row.licence = outside.author, outside.licence


@transaction.atomic
def add_files(draft_id: str, upload_ids: Sequence[str], *, by: Member, at: dt.datetime) -> Draft:
    """Add uploads; what each is for is guessed. In a new version, a file of the work's kind takes the old
    one's place; in a new work, a small cover that arrived first gives way to the song.

    :raises NotThere: no such draft, or an upload that is not among the member's
    """
    draft = draft_of(by, draft_id, lock=True)
    uploads = own_uploads(upload_ids, by=by)
    kinds = [kind_of_upload(upload) for upload in uploads]
    if draft.work and draft.work.kind in kinds and draft.work.kind != rules.TEXT:
        draft.files.filter(purpose=Purpose.MAIN).exclude(upload__in=uploads).delete()
    if draft.work is None:
        there = set(draft.files.values_list("upload", flat=True))
        pairs = zip(uploads, kinds, strict=True)
        _give_way(draft, [(upload.name, kind) for upload, kind in pairs if upload.pk not in there])
    has_main = bool(draft.body.strip()) or draft.files.filter(purpose=Purpose.MAIN).exists()
    named = [(upload.name, kind) for upload, kind in zip(uploads, kinds, strict=True)]
    purposes = rules.guess_purposes(named, has_main=has_main, main_kind=_main_kind(draft))
    orders = [FileOrder(upload_id=u.pk, purpose=p) for u, p in zip(uploads, purposes, strict=True)]
    put_files(draft, orders, by=by)
    if not draft.title and uploads:
        main = draft.files.filter(purpose=Purpose.MAIN).first()
        draft.title = rules.title_from(main.name if main else uploads[0].name)
    draft.changed_at = at
    draft.save(update_fields=["changed_at", "title"])
    return draft


def _give_way(draft: Draft, arrived: Sequence[tuple[str, str]]) -> None:
    """The work itself becomes something beside it when a file arrives that is sooner taken for the work.

    :param arrived: (name, kind) of files that are new to the draft
    """
    main = draft.files.filter(purpose=Purpose.MAIN).select_related("upload__blob__processing").first()
    purposes = rules.guess_purposes(arrived)
    if main is None or Purpose.MAIN not in purposes:
        return
    kind, better = kind_of_upload(main.upload), arrived[purposes.index(Purpose.MAIN)][1]
    if rules.outranks(better, kind):
        (main.purpose,) = rules.guess_purposes([(main.name, kind)], has_main=True, main_kind=better)
        main.save(update_fields=["purpose"])


def _main_kind(draft: Draft) -> str:
    main = draft.files.filter(purpose=Purpose.MAIN).select_related("upload__blob__processing").first()
    return kind_of_upload(main.upload) if main else rules.TEXT


@transaction.atomic
def remove_file(draft_id: str, file_id: int, *, by: Member) -> Draft:
    """Take a file out of a draft; the upload stays among the member's own.

    :raises NotThere: no such draft, or somebody else's
    """
    draft = draft_of(by, draft_id, lock=True)
    draft.files.filter(pk=file_id).delete()
    return draft


@transaction.atomic
def add_source(draft_id: str, order: SourceOrder, *, by: Member) -> DraftSource:
    """Name something that the draft is made from.

    :raises NotThere: no such draft, or a work that the member must not know of
    :raises NamedAlready: the draft names it already
    """
    return put_source(draft_of(by, draft_id, lock=True), order, by=by)


@transaction.atomic
def remove_source(draft_id: str, source_id: int, *, by: Member) -> Draft:
    """:raises NotThere: no such draft, or somebody else's"""
    draft = draft_of(by, draft_id, lock=True)
    draft.sources.filter(pk=source_id).delete()
    return draft


@transaction.atomic
def add_credit(draft_id: str, *, name: str, role: str, by: Member) -> DraftCredit:
    """Name somebody who had a hand in it. ``@handle`` is a member, who will be asked to confirm.

    :raises NotThere: no such draft, or no such member
    :raises NamedAlready: the draft names them for the same
    """
    draft = draft_of(by, draft_id, lock=True)
    person = person_typed(name, role.strip()[:60])
    member, role = person.member, person.role
    called = member.name if member else person.name[:120]
    if draft.credits.filter(member=member, name=called, role=role).exists():
        raise NamedAlready(_("%(name)s is named for this already.") % {"name": called})
    return DraftCredit.objects.create(draft=draft, member=member, name=called, role=role)


@transaction.atomic
def remove_credit(draft_id: str, credit_id: int, *, by: Member) -> Draft:
    """:raises NotThere: no such draft, or somebody else's"""
    draft = draft_of(by, draft_id, lock=True)
    draft.credits.filter(pk=credit_id).delete()
    return draft


def put_files(draft: Draft, orders: Iterable[FileOrder], *, by: Member) -> None:
    """Hang uploads on a draft; one that hangs there already stays as it is."""
    orders = list(orders)
    uploads = {upload.pk: upload for upload in own_uploads([order.upload_id for order in orders], by=by)}
    last = draft.files.aggregate(last=Max("position"))["last"]
    start = 0 if last is None else last + 1
    DraftFile.objects.bulk_create(
        (
            DraftFile(
                draft=draft,
                upload=uploads[order.upload_id],
                purpose=order.purpose or Purpose.MAIN,
                name=rules.tidy_name(order.name or uploads[order.upload_id].name),
                position=position,
            )
            for position, order in enumerate(orders, start)
        ),
        ignore_conflicts=True,
    )


def put_source(draft: Draft, order: SourceOrder, *, by: Member) -> DraftSource:
    version = _version_meant(order, by=by) if order.outside is None else None
    if version and draft.sources.filter(origin=version).exists():
        raise NamedAlready(_("“%(title)s” is named already.") % {"title": version.work.title})
    return DraftSource.objects.create(draft=draft, **source_row(order, version))


def source_row(order: SourceOrder, version: Version | None = None) -> dict[str, Any]:
    """The columns of a source that a draft keeps."""
    outside = order.outside or Outside(title="")
    return {
        "origin_id": version.pk if version else order.version_id,
        "address": outside.address,
        "title": outside.title,
        "author": outside.author,
        "licence": outside.licence,
        "kind": order.kind,
        "role": order.role,
        "note": order.note,
    }


def _version_meant(order: SourceOrder, *, by: Member) -> Version:
    versions = Version.objects.filter(work__in=Work.objects.visible_to(by)).select_related("work")
    version = (
        versions.filter(pk=order.version_id).first()
        if order.version_id
        else versions.filter(latest_of=order.work_id).first()
    )
    if version is None:
        raise NotThere(_("The work that you name is not there (any more)."))
    return version


def own_uploads(upload_ids: Iterable[str], *, by: Member) -> list[Upload]:
    """The member's uploads with these ids, in this order, each once.

    :raises NotThere: one of them is not among the member's
    """
    ids = list(dict.fromkeys(upload_ids))
    found = Upload.objects.filter(member=by, removed_at=None).select_related("blob__processing").in_bulk(ids)
    if len(found) < len(ids):
        raise NotThere(_("One of the files is not among your uploads any more. Upload it again."))
    return [found[pk] for pk in ids]

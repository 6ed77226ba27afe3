"""Drafts as a whole: begun from files, from words or from somebody's work; kept as one types; published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from manyhands.core.errors import NotThere
from manyhands.media.models import Upload
from manyhands.people.models import Member
from manyhands.works import rules
from manyhands.works.actions.checking import kind_of_upload
from manyhands.works.actions.draft_rows import own_uploads, put_files, put_source, source_row
from manyhands.works.actions.editing import edit_words, own_work
from manyhands.works.actions.publishing import publish_version, publish_work
from manyhands.works.models import Draft, DraftCredit, DraftFile, DraftSource, Purpose, Version, Work
from manyhands.works.orders import FileOrder, PublishOrder, SourceOrder
from manyhands.works.queries.drafts import draft_of, order_of_draft, version_order_of_draft, words_of_draft
from manyhands.works.queries.materials import order_of


@transaction.atomic
def start_draft(order: PublishOrder, *, by: Member, at: dt.datetime) -> Draft:
    """Keep what somebody wants to publish; nobody else sees it. Anything may still be missing.

    :raises NotThere: an upload is not among the member's, or a source must not be known to them
    """
    draft = Draft.objects.create(
        member=by,
        kind=order.kind,
        title=order.title.strip()[: rules.TITLE_LENGTH],
        words=order.words,
        body=order.body,
        language=order.language,
        alt_text=order.alt_text,
        content_warning=order.content_warning,
        licence=order.licence,
        machine_learning=order.machine_learning,
        tags=", ".join(order.tags),
        at=at,
        changed_at=at,
    )
    put_files(draft, order.files, by=by)
    for source in order.sources:
        put_source(draft, source, by=by)
    DraftCredit.objects.bulk_create(
        DraftCredit(
            draft=draft, member=person.member, name=person.name or str(person.member), role=person.role
        )
        for person in order.credits
    )
    return draft


@transaction.atomic
def start_from_files(
    upload_ids: Sequence[str], *, together: bool, by: Member, at: dt.datetime
) -> list[Draft]:
    """Begin one draft of all these uploads, or one of each. Purposes and titles are guessed: they can be
    changed.

    :raises NotThere: an upload is not among the member's
    """
    uploads = own_uploads(upload_ids, by=by)
    groups = [uploads] if together and uploads else [[upload] for upload in uploads]
    return [start_draft(_order_of_files(group), by=by, at=at) for group in groups]


def _order_of_files(uploads: Sequence[Upload]) -> PublishOrder:
    purposes = rules.guess_purposes([(upload.name, kind_of_upload(upload)) for upload in uploads])
    main = next(
        (each for each, purpose in zip(uploads, purposes, strict=True) if purpose == Purpose.MAIN), uploads[0]
    )
    return PublishOrder(
        title=rules.title_from(main.name),
        files=tuple(
            FileOrder(upload_id=upload.pk, purpose=purpose)
            for upload, purpose in zip(uploads, purposes, strict=True)
        ),
    )


@transaction.atomic
def start_remix(version: Version, *, by: Member, at: dt.datetime) -> Draft:
    """Begin something that is made from a work. Pressing the button twice begins one draft.

    :raises NotThere: the member must not know of the work
    """
    untouched = (
        Draft.objects.of(by)
        .filter(title="", body="", words="", work=None)
        .annotate(files_count=Count("files", distinct=True), sources_count=Count("sources", distinct=True))
        .filter(files_count=0, sources_count=1, sources__origin=version)
        .first()
    )
    if untouched:
        return untouched
    source = SourceOrder(version_id=version.pk)
    return start_draft(PublishOrder(title="", sources=(source,)), by=by, at=at)


@transaction.atomic
def start_version(work: Work, *, by: Member, at: dt.datetime) -> Draft:
    """Begin a new version: it starts as the newest one is, with its words, sources and files.

    :returns: the draft that was begun before, if there is one
    :raises NotThere: it is somebody else's, or was removed
    """
    work = own_work(work, by=by)
    begun = Draft.objects.of(by).filter(work=work).first()
    if begun:
        return begun
    draft = Draft.objects.create(
        member=by,
        work=work,
        kind=work.kind,
        title=work.title,
        words=work.words,
        body=work.newest.body,
        language=work.language,
        alt_text=work.alt_text,
        content_warning=work.content_warning,
        licence=work.licence,
        machine_learning=work.machine_learning,
        tags=", ".join(work.tags.order_by("slug").values_list("name", flat=True)),
        at=at,
        changed_at=at,
    )
    _carry_over(draft, work.newest)
    return draft


def _carry_over(draft: Draft, version: Version) -> None:
    """Files come along as far as their maker's upload is still there; sources always do."""
    uploads = {
        upload.blob_id: upload for upload in Upload.objects.filter(member=draft.member, removed_at=None)
    }
    DraftFile.objects.bulk_create(
        DraftFile(
            draft=draft,
            upload=uploads[file.blob_id],
            purpose=file.purpose,
            name=file.name,
            position=file.position,
        )
        for file in version.files.order_by("position")
        if file.blob_id in uploads and not (file.purpose == Purpose.MAIN and version.body)
    )
    for source in version.sources.select_related("outside").order_by("pk"):
        DraftSource.objects.create(draft=draft, **source_row(order_of(source)))


@transaction.atomic
def discard_draft(draft_id: str, *, by: Member) -> None:
    """:raises NotThere: no such draft, or somebody else's"""
    draft_of(by, draft_id, lock=True).delete()


@transaction.atomic
def publish_draft(draft_id: str, *, by: Member, at: dt.datetime, accord_accepted: bool = False) -> Version:
    """Publish a draft and let it go. Publishing it again finds what came of it: nothing is published twice.

    :raises NotThere: no such draft, or somebody else's
    :raises CannotPublish: with everything that stands in the way
    """
    # The row is locked, so of two at once one waits here, and then finds what the other has published.
    draft = Draft.objects.of(by).filter(pk=draft_id).select_for_update(of=("self",)).first()
    if draft is None:
        return _published_from(draft_id, by=by)
    if draft.work_id is None:
        version = publish_work(order_of_draft(draft, accord_accepted=accord_accepted), by=by, at=at)
    else:
        order = version_order_of_draft(draft, accord_accepted=accord_accepted)
        version = publish_version(order, by=by, at=at)
        edit_words(version.work, words_of_draft(draft), by=by, at=at)
    draft.delete()
    return version


def _published_from(draft_id: str, *, by: Member) -> Version:
    version = Version.objects.filter(draft_key=draft_id, by=by).select_related("work").first()
    if version is None:
        raise NotThere(_("This draft is not there any more."))
    return version

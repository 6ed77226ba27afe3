"""A member's drafts, and what they ask for when they are published."""

from __future__ import annotations

from django.utils.translation import gettext as _

from manyhands.core.errors import NotThere
from manyhands.people.models import Member
from manyhands.rights.actions import Person
from manyhands.works import rules
from manyhands.works.models import Draft, DraftSource
from manyhands.works.orders import FileOrder, Outside, PublishOrder, SourceOrder, VersionOrder, WorkWords


def draft_of(member: Member, draft_id: str, *, lock: bool = False) -> Draft:
    """:raises NotThere: no such draft, or somebody else's"""
    drafts = Draft.objects.of(member).select_related("work")
    if lock:
        drafts = drafts.select_for_update(of=("self",))
    draft = drafts.filter(pk=draft_id).first()
    if draft is None:
        raise NotThere(_("This draft is not there any more: it was published or thrown away."))
    return draft


def order_of_draft(draft: Draft, *, accord_accepted: bool = False) -> PublishOrder:
    """What a draft of a new work asks for."""
    return PublishOrder(
        title=draft.title,
        files=_files(draft),
        body=draft.body,
        sources=_sources(draft),
        credits=_credits(draft),
        accord_accepted=accord_accepted,
        draft_key=draft.pk,
        kind=draft.kind,
        licence=draft.licence,
        words=draft.words,
        language=draft.language,
        alt_text=draft.alt_text,
        content_warning=draft.content_warning,
        machine_learning=draft.machine_learning,
        tags=rules.read_tags(draft.tags),
    )


def version_order_of_draft(draft: Draft, *, accord_accepted: bool = False) -> VersionOrder:
    """What a draft of a new version asks for; its words are in ``words_of_draft``."""
    assert draft.work_id is not None
    return VersionOrder(
        work_id=draft.work_id,
        files=_files(draft),
        body=draft.body,
        sources=_sources(draft),
        credits=_credits(draft),
        note=draft.note,
        accord_accepted=accord_accepted,
        draft_key=draft.pk,
        licence=draft.licence,
    )


def words_of_draft(draft: Draft) -> WorkWords:
    """The words that a new version brings along for its work; an emptied title leaves the old one."""
    assert draft.work is not None
    return WorkWords(
        title=draft.title.strip() or draft.work.title,
        words=draft.words,
        language=draft.language,
        alt_text=draft.alt_text,
        content_warning=draft.content_warning,
        machine_learning=draft.machine_learning,
        tags=rules.read_tags(draft.tags),
    )


def _files(draft: Draft) -> tuple[FileOrder, ...]:
    return tuple(
        FileOrder(upload_id=file.upload_id, purpose=file.purpose, name=file.name)
        for file in draft.files.order_by("position", "pk")
    )


def _sources(draft: Draft) -> tuple[SourceOrder, ...]:
    return tuple(source_order(source) for source in draft.sources.order_by("pk"))


def source_order(source: DraftSource) -> SourceOrder:
    outside = Outside(
        title=source.title, address=source.address, author=source.author, licence=source.licence
    )
    return SourceOrder(
        version_id=source.origin_id,
        outside=None if source.origin_id else outside,
        kind=source.kind,
        role=source.role,
        note=source.note,
    )


def _credits(draft: Draft) -> tuple[Person, ...]:
    rows = draft.credits.select_related("member").order_by("pk")
    return tuple(
        Person(role=row.role, name=row.name, member=row.member) for row in rows if row.name and row.role
    )

"""The first page of making: files and words become a draft, once however often they are sent."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from manyhands.core import requests
from manyhands.people.models import Member
from manyhands.works import rules
from manyhands.works.actions.draft_rows import add_files, put_source
from manyhands.works.actions.drafting import start_draft
from manyhands.works.models import Draft, DraftFile, Purpose
from manyhands.works.orders import Beginning, PublishOrder, SourceOrder
from manyhands.works.queries.drafts import draft_of, source_order


@transaction.atomic
def begin_draft(beginning: Beginning, *, by: Member, at: dt.datetime) -> Draft:
    """Begin a draft, or go on with the one that the same key began: it then holds what is sent now.

    :raises NotThere: an upload is not among the member's, or a source must not be known to them
    """
    answer, _replayed = requests.once(
        key=beginning.key,
        member_id=by.pk,
        act="begin_draft",
        body={},
        at=at,
        do=lambda: {"draft": _start(beginning, by=by, at=at).pk},
    )
    draft = Draft.objects.of(by).filter(pk=answer["draft"]).first()
    if draft is None:  # it was published or thrown away since; what is typed now must not be lost with it
        draft = _start(beginning, by=by, at=at)
    draft.body, draft.changed_at, draft.title = beginning.body, at, draft.title or beginning.title
    draft.save(update_fields=["body", "changed_at", "title"])
    if set(draft.files.values_list("upload", flat=True)) == set(beginning.uploads):
        return draft
    # What each file is for is guessed anew, from all of them: the cover may have arrived before the song.
    draft.files.all().delete()
    Draft.objects.filter(pk=draft.pk).update(title="")
    return add_files(draft.pk, beginning.uploads, by=by, at=at)


def _start(beginning: Beginning, *, by: Member, at: dt.datetime) -> Draft:
    sources = (SourceOrder(work_id=beginning.source),) if beginning.source else ()
    return start_draft(PublishOrder(title="", sources=sources), by=by, at=at)


@transaction.atomic
def part_draft(draft_id: str, *, by: Member, at: dt.datetime) -> list[Draft]:
    """Make a draft of several files into one draft for each, with the same sources.

    The first file keeps the draft and what was written for it.

    :raises NotThere: no such draft, or somebody else's
    """
    draft = draft_of(by, draft_id, lock=True)
    first, *others = draft.files.select_related("upload").order_by("position", "pk")
    sources = [source_order(source) for source in draft.sources.order_by("pk")]
    parted = [draft]
    for file in others:
        new = start_draft(PublishOrder(title=rules.title_from(file.name)), by=by, at=at)
        for source in sources:
            put_source(new, source, by=by)
        parted.append(new)
        file.draft, file.purpose = new, Purpose.MAIN
    first.purpose = Purpose.MAIN
    DraftFile.objects.bulk_update([first, *others], ["draft", "purpose"])
    return parted

"""A take is kept: what was recorded becomes a file of a draft."""

from __future__ import annotations

import datetime as dt

from manyhands.media.actions import finishing_take
from manyhands.people.models import Member
from manyhands.works.actions.draft_rows import add_files
from manyhands.works.actions.making import begin_draft
from manyhands.works.models import Draft
from manyhands.works.orders import Beginning, TakeOrder
from manyhands.works.queries.drafts import draft_of


def keep_take(order: TakeOrder, *, by: Member, at: dt.datetime) -> Draft:
    """Finish a take with what arrived of it, and put it into a draft. Keeping it twice finds the same draft.

    :raises NotThere: no such take, draft or work for this member
    :raises StillRecorded: something of it came within the last seconds
    :raises EmptyTake: nothing of it arrived
    :raises CannotTrim: there is nothing in the range that is to be kept
    """
    if order.draft:
        draft_of(by, order.draft)
    with finishing_take(order.take, by=by, at=at, kept=order.kept) as upload:
        kept = Draft.objects.of(by).filter(files__upload=upload).first()
        if kept:  # as it has become since; what was changed there is not undone
            return kept
        if order.draft:
            return add_files(order.draft, [upload.pk], by=by, at=at)
        key = f"take {upload.pk}"
        return begin_draft(Beginning(key=key, uploads=(upload.pk,), source=order.source), by=by, at=at)

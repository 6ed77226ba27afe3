"""Taking a work back, and hiding one for a while. Neither touches what others built on it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import AlreadyDone, NotThere, RuleBroken
from manyhands.people.models import Member
from manyhands.works import lineage
from manyhands.works.actions.collecting import recount_collections
from manyhands.works.actions.denying import REMOVED, close_media, held_reason, open_media
from manyhands.works.events import WorkHeld, WorkHoldLifted, WorkRemoved
from manyhands.works.models import CollectionItem, Draft, Hold, Tombstone, Version, Work


class HeldAlready(AlreadyDone):
    """The work is hidden already."""


class ReasonMissing(RuleBroken):
    """A work is never hidden without a reason that its maker reads."""


@transaction.atomic
def remove_work(work: Work, *, why: str, by: Member, at: dt.datetime) -> Tombstone:
    """Put a tombstone in a work's place: its number, its time and its place in the lineage stay.

    :param why: a ``Tombstone.Why``; whoever calls answers for it that ``by`` may act for that reason
    :raises NotThere: it was removed before, or its maker is said to remove it and is somebody else
    """
    touched = _neighbours(work)
    lineage.lock(touched)
    standing = Work.objects.standing().filter(pk=work.pk).first()
    if standing is None or (why == Tombstone.Why.MAKER and standing.author_id != by.pk):
        raise NotThere(_("This work is not there any more, or is not yours."))
    tombstone = Tombstone.objects.create(work=work, why=why, by=by, at=at)
    # What its maker was preparing as a new version is not lost: it becomes a draft of a work of its own.
    Draft.objects.filter(work=work).update(work=None)
    close_media(work, reason=REMOVED[Tombstone.Why(why)], at=at)
    _recount(work, touched)
    events.record(
        WorkRemoved(work_id=work.pk, why=why),
        by=by.pk,
        at=at,
        topics=[("work", work.pk), ("member", standing.author_id)],
        public_from=at,
    )
    return tombstone


@transaction.atomic
def hold_work(work: Work, *, reason: str, by: Member | None, at: dt.datetime) -> Hold:
    """Hide a work from everyone but its maker, who reads the reason. The room of moderation asks for it.

    :raises ReasonMissing: no reason
    :raises HeldAlready: it is hidden already
    :raises NotThere: it was removed
    """
    if not reason.strip():
        raise ReasonMissing(_("Say why: its maker reads it."), field="reason")
    touched = _neighbours(work)
    lineage.lock(touched)
    standing = Work.objects.standing().filter(pk=work.pk).first()
    if standing is None:
        raise NotThere(_("This work is not there any more."))
    if standing.holds.filter(lifted_at=None).exists():
        raise HeldAlready(_("This work is hidden already."))
    hold = Hold.objects.create(work=work, reason=reason.strip(), by=by, at=at)
    close_media(work, reason=held_reason(hold), at=at)
    _recount(work, touched)
    events.record(
        WorkHeld(work_id=work.pk, hold_id=hold.pk),
        by=by.pk if by else None,
        at=at,
        topics=[("work", work.pk), ("member", standing.author_id)],
    )
    return hold


@transaction.atomic
def lift_hold(work: Work, *, by: Member | None, at: dt.datetime) -> Hold:
    """Show a work again.

    :raises NotThere: it is not hidden
    """
    touched = _neighbours(work)
    lineage.lock(touched)
    hold = Hold.objects.filter(work=work, lifted_at=None).select_for_update().first()
    if hold is None:
        raise NotThere(_("This work is not hidden."))
    hold.lift(by=by, at=at)
    open_media(reason=held_reason(hold))
    _recount(work, touched)
    events.record(
        WorkHoldLifted(work_id=work.pk, hold_id=hold.pk),
        by=by.pk if by else None,
        at=at,
        topics=[("work", work.pk), ("member", work.author_id)],
    )
    return hold


def _neighbours(work: Work) -> set[int]:
    """The work, and every work whose remixes it is counted among."""
    cited = Version.objects.filter(remixes__version__work=work).values_list("work_id", flat=True)
    return {work.pk, *cited}


def _recount(work: Work, touched: set[int]) -> None:
    lineage.recount(touched)
    recount_collections(
        CollectionItem.objects.filter(work=work).values_list("collection_id", flat=True).distinct()
    )

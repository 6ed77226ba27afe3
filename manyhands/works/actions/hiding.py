"""Hiding a collection for a while. The works in it stand as before."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import NotThere
from manyhands.people.models import Member
from manyhands.works.actions.removing import HeldAlready, ReasonMissing
from manyhands.works.events import CollectionHeld, CollectionHoldLifted
from manyhands.works.models import Collection, CollectionHold


@transaction.atomic
def hold_collection(
    collection: Collection, *, reason: str, by: Member | None, at: dt.datetime
) -> CollectionHold:
    """Hide a collection from everyone but its owner, who reads the reason. Moderation asks for it.

    :raises ReasonMissing: no reason
    :raises HeldAlready: it is hidden already
    :raises NotThere: its owner has removed it
    """
    if not reason.strip():
        raise ReasonMissing(_("Say why: its owner reads it."), field="reason")
    standing = Collection.objects.select_for_update(no_key=True).filter(pk=collection.pk, removed_at=None)
    locked = standing.first()
    if locked is None:
        raise NotThere(_("This collection is not there any more."))
    if locked.holds.filter(lifted_at=None).exists():
        raise HeldAlready(_("This collection is hidden already."))
    hold = CollectionHold.objects.create(collection=locked, reason=reason.strip(), by=by, at=at)
    _record(CollectionHeld(collection_id=locked.pk, hold_id=hold.pk), locked, by=by, at=at)
    return hold


@transaction.atomic
def lift_collection_hold(collection: Collection, *, by: Member | None, at: dt.datetime) -> CollectionHold:
    """Show a collection again.

    :raises NotThere: it is not hidden
    """
    hold = CollectionHold.objects.select_for_update().filter(collection=collection, lifted_at=None).first()
    if hold is None:
        raise NotThere(_("This collection is not hidden."))
    hold.lift(by=by, at=at)
    _record(CollectionHoldLifted(collection_id=collection.pk, hold_id=hold.pk), collection, by=by, at=at)
    return hold


def _record(event: events.Event, collection: Collection, *, by: Member | None, at: dt.datetime) -> None:
    """Moderation is private: no ``public_from``."""
    topics = [("collection", collection.pk), ("member", collection.owner_id)]
    events.record(event, by=by.pk if by else None, at=at, topics=topics)

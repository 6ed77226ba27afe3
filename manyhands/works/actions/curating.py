"""Who may curate a collection: its owner, and those who said yes when the owner asked them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import NotThere, RuleBroken
from manyhands.people.models import Member
from manyhands.works.events import CoCuratorAccepted, CoCuratorDropped, CoCuratorNamed
from manyhands.works.models import CoCurator, Collection

CURATORS_EACH = 20


class TooManyCurators(RuleBroken):
    """More people than can agree on an order."""


@transaction.atomic
def name_co_curator(collection: Collection, member: Member, *, by: Member, at: dt.datetime) -> CoCurator:
    """Ask somebody to add, order and take out works too. Asking twice changes nothing.

    :raises NotThere: somebody else's collection
    :raises TooManyCurators: so many were asked already
    """
    collection = own_collection(collection, by=by)
    if member == by:
        raise RuleBroken(_("You curate this collection anyway."), field="member")
    if collection.co_curators.exclude(member=member).count() >= CURATORS_EACH:
        raise TooManyCurators(
            _("At most %(most)s people curate a collection together.") % {"most": CURATORS_EACH},
            field="member",
        )
    co_curator, first = CoCurator.objects.get_or_create(
        collection=collection, member=member, defaults={"at": at}
    )
    if first:
        record_collected(
            collection,
            CoCuratorNamed(collection_id=collection.pk, member_id=member.pk),
            by=by,
            at=at,
            topics=[("member", member.pk)],
        )
    return co_curator


@transaction.atomic
def accept_curating(collection: Collection, *, by: Member, at: dt.datetime) -> CoCurator:
    """Whoever was asked says yes, and curates from now on. Saying it twice changes nothing.

    :raises NotThere: nobody asked, or the collection is gone
    """
    asked = CoCurator.objects.select_for_update().filter(
        collection=collection, collection__removed_at=None, member=by
    )
    co_curator = asked.first()
    if co_curator is None:
        raise NotThere(_("You are not asked to curate this collection any more."))
    if co_curator.accepted_at is None:
        co_curator.accepted_at = at
        co_curator.save(update_fields=["accepted_at"])
        record_collected(
            collection,
            CoCuratorAccepted(collection_id=collection.pk, member_id=by.pk),
            by=by,
            at=at,
            topics=[("member", collection.owner_id)],
        )
    return co_curator


@transaction.atomic
def drop_co_curator(collection: Collection, member: Member, *, by: Member, at: dt.datetime) -> None:
    """End somebody's part in a collection: the owner does, or whoever was asked says no, or goes.

    :raises NotThere: it is neither of the two, or the member is no co-curator
    """
    own = Q(owner=by) if by != member else Q(pk__in=CoCurator.objects.filter(member=by).values("collection"))
    collection = _locked(collection, own)
    dropped, _rows = CoCurator.objects.filter(collection=collection, member=member).delete()
    if not dropped:
        raise NotThere(_("This member does not curate it any more."))
    record_collected(
        collection,
        CoCuratorDropped(collection_id=collection.pk, member_id=member.pk),
        by=by,
        at=at,
        topics=[("member", member.pk)],
    )


def own_collection(collection: Collection, *, by: Member) -> Collection:
    """The collection, locked, if it is this member's.

    :raises NotThere: it is not
    """
    return _locked(collection, Q(owner=by))


def curated_collection(collection: Collection, *, by: Member) -> Collection:
    """The collection, locked, if this member may put works into it.

    :raises NotThere: the member may not
    """
    return _locked(collection, Q(pk__in=Collection.objects.curated_by(by).values("pk")))


def _locked(collection: Collection, allowed: Q) -> Collection:
    found = (
        Collection.objects.filter(allowed, pk=collection.pk, removed_at=None)
        .select_for_update(no_key=True)
        .first()
    )
    if found is None:
        raise NotThere(_("This collection is not there any more, or is not yours."))
    return found


def record_collected(
    collection: Collection,
    event: events.Event,
    *,
    by: Member,
    at: dt.datetime,
    topics: Sequence[events.Topic] = (),
) -> None:
    events.record(event, by=by.pk, at=at, topics=[("collection", collection.pk), *topics], public_from=at)

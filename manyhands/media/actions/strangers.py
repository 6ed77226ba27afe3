"""Recorded before joining: begun by somebody unknown, claimed by a member, or deleted after a day.

Until it is claimed, such a take is an unfinished upload: bytes in the folder of uploads, and a row. It
becomes no blob, nothing decodes it, and nobody is given a byte of it, not even its claim.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from manyhands.core.errors import RuleBroken
from manyhands.core.models import Company
from manyhands.media.actions.strangers_room import StrangersFull, check_one_more, queue_strangers
from manyhands.media.actions.uploads import Announced, QuotaFull, remove_upload
from manyhands.media.models import TakeClaim, Upload, Use
from manyhands.media.rules import UNCLAIMED_FOR
from manyhands.media.tus.part import Held, Missing, Part
from manyhands.media.tus.place import node_name, parts
from manyhands.people.models import Member

NODE_GIVEN_UP = dt.timedelta(days=7)  # the disk of a node that does not come back holds nothing for anybody


class JoinFirst(RuleBroken):
    """Who has not joined may record, where the company allows it, and nothing else."""

    status = 401


@transaction.atomic
def start_strangers_take(announced: Announced, *, claim_id: str, network: str, at: dt.datetime) -> Upload:
    """Begin a recording of somebody who has not joined, under the claim of their browser or a new one.

    :param claim_id: what the browser's cookie says; empty, or one that is gone, at its first take
    :param network: ``claims.network_of`` its address
    :raises JoinFirst: no recording, or the company wants to know people first
    :raises TooManyTakes: of this browser, or from this network
    :raises StrangersFull: in all, or on this disk
    """
    if not announced.is_recording or not Company.current().strangers_record:
        raise JoinFirst(_("Sign in to upload files, or send a token that may."))
    queue_strangers()
    claim = TakeClaim.objects.filter(pk=claim_id).first() or TakeClaim(network=network, at=at)
    check_one_more(claim, at=at)
    if parts().free() <= 0:
        raise StrangersFull(_("There is no space left here for this file. Try again later."))
    claim.save()
    upload = Upload.objects.create(
        claim=claim,
        node=node_name(),
        name=announced.name,
        declared_type=announced.declared_type,
        metadata=announced.metadata,
        is_recording=True,
        at=at,
        expires_at=at + dt.timedelta(hours=settings.UPLOAD_EXPIRES_HOURS),
    )
    parts().create(upload.pk)
    return upload


@transaction.atomic
def claim_takes(claim_id: str, *, by: Member, at: dt.datetime) -> int:
    """Make what a browser recorded before joining the member's own; how many takes.

    Of two who claim at once, one gets them. One that is still going on goes on as the member's.

    :raises QuotaFull: they do not fit into the member's room; they wait for as long as they would have
    """
    queue_strangers()
    waiting = Upload.objects.unclaimed().unfinished().filter(claim=claim_id, at__gt=at - UNCLAIMED_FOR)
    takes = list(waiting.order_by("pk").select_for_update())
    size = sum(take.reserved for take in takes)
    if takes and not Use.objects.reserve(by, size, quota=settings.QUOTA_BYTES):
        raise QuotaFull(
            _("What you recorded does not fit into your %(quota)s. Remove drafts that you do not need.")
            % {"quota": filesizeformat(settings.QUOTA_BYTES)}
        )
    return Upload.objects.filter(pk__in=[take.pk for take in takes]).update(member=by, claim=None)


def drop_claim(claim_id: str, *, at: dt.datetime) -> None:
    """Throw away all that a browser recorded before joining, as whoever sat at it wants."""
    for upload in Upload.objects.unclaimed().unfinished().filter(claim=claim_id).order_by("pk"):
        with transaction.atomic():
            queue_strangers()
            if not Upload.objects.unclaimed().filter(pk=upload.pk).exists():  # somebody was faster
                continue
            remove_upload(upload, at=at)
        parts().remove(upload.pk)


def expire_strangers_takes(*, at: dt.datetime) -> int:
    """Delete what nobody claimed within a day, bytes and rows; how many takes. Their claims go with them."""
    old = Upload.objects.unclaimed().filter(at__lte=at - UNCLAIMED_FOR)
    mine = Q(node=node_name()) | Q(at__lte=at - NODE_GIVEN_UP)
    deleted = sum(_delete(upload, at=at) for upload in old.filter(mine).order_by("pk"))
    with transaction.atomic():
        queue_strangers()
        TakeClaim.objects.filter(uploads=None, at__lte=at - UNCLAIMED_FOR).delete()
    return deleted


def _delete(upload: Upload, *, at: dt.datetime) -> bool:
    part: Part | None = None
    try:
        part = parts().open(upload.pk)
    except Held:  # bytes of it are coming; at the next turn
        return False
    except Missing:
        pass
    try:
        with transaction.atomic():
            queue_strangers()
            rows, _each = Upload.objects.unclaimed().filter(pk=upload.pk, at__lte=at - UNCLAIMED_FOR).delete()
        if rows and part:
            part.remove()
        return bool(rows)
    finally:
        if part:
            part.close()

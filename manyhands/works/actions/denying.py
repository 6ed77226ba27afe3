"""Closing the media of a hidden work at once: addresses that somebody kept stop working.

Bytes are shared: what another work that everyone may see holds as well stays open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from manyhands.media.models import Blob, BlobDenial, Rendition
from manyhands.works.models import File, Hold, Tombstone, Work

# A maker who took a work back may publish the same file again; what a moderator removed stays closed.
REMOVED = {
    Tombstone.Why.MAKER: "taken back by its maker",
    Tombstone.Why.ACCOUNT: "its maker left",
    Tombstone.Why.MODERATION: "removed by a moderator",
}
FORGIVEN = frozenset({REMOVED[Tombstone.Why.MAKER], REMOVED[Tombstone.Why.ACCOUNT]})


def held_reason(hold: Hold) -> str:
    return f"hold {hold.pk}"


def close_media(work: Work, *, reason: str, at: dt.datetime) -> None:
    """Hand out none of a work's files any more, unless another work that everyone may see holds them too."""
    public = Work.objects.visible_to(AnonymousUser()).exclude(pk=work.pk)
    elsewhere = File.objects.filter(blob=OuterRef("pk"), version__work__in=public)
    originals = Blob.objects.filter(~Exists(elsewhere), files__version__work=work).distinct()
    made = Blob.objects.filter(rendition_of__source__in=originals).distinct()
    blobs = {blob.pk for blob in originals} | {blob.pk for blob in made}
    BlobDenial.objects.bulk_create(
        [BlobDenial(blob_id=blob, reason=reason, at=at) for blob in sorted(blobs)], ignore_conflicts=True
    )


def open_media(*, reason: str) -> None:
    """Hand out again what was closed for this reason alone."""
    BlobDenial.objects.filter(reason=reason).delete()


def forgive(blob_ids: Iterable[int]) -> None:
    """Open files that were closed only because a maker had taken them back, and now publishes them again."""
    blobs = list(blob_ids)
    these = Q(blob__in=blobs) | Q(blob__in=Rendition.objects.filter(source__in=blobs).values("output"))
    BlobDenial.objects.filter(these, reason__in=FORGIVEN).delete()

"""Reads that pages need of media: what plays, by blob, in one query for a whole list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings

from manyhands.media.addresses import ORIGINAL, sign
from manyhands.media.models import Blob, Portrait, Rendition


def renditions_of(blob_ids: Iterable[int]) -> dict[int, dict[str, Rendition]]:
    """The renditions of each blob by profile, outputs loaded; blobs without any are left out."""
    found: dict[int, dict[str, Rendition]] = {}
    for rendition in Rendition.objects.filter(source__in=list(blob_ids)).select_related("output"):
        found.setdefault(rendition.source_id, {})[rendition.profile] = rendition
    return found


def address_of(blob: Blob, profile: str = ORIGINAL, *, name: str = "") -> str:
    """Where a browser gets a blob today. Only for somebody who may see what the blob belongs to."""
    path = sign(blob.sha256, profile, key=settings.MEDIA_KEY, on=dt.datetime.now(dt.UTC).date(), name=name)
    return settings.MEDIA_URL_BASE + path


def rendition_address(rendition: Rendition, *, name: str = "") -> str:
    return address_of(rendition.output, rendition.profile, name=name)


def portraits_of(member_ids: Iterable[int]) -> dict[int, str]:
    """The address of each member's portrait, small; who shows none, or one that is not ready, is left out."""
    blobs = dict(Portrait.objects.filter(member__in=list(member_ids)).values_list("member", "blob"))
    renditions = renditions_of(blobs.values())
    found = {}
    for member_id, blob_id in blobs.items():
        widths = [each for each in renditions.get(blob_id, {}).values() if each.width]
        if widths:
            found[member_id] = rendition_address(min(widths, key=lambda each: each.width or 0))
    return found

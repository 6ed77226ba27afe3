"""The picture that a member shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import NotThere, RuleBroken
from manyhands.media import jail
from manyhands.media.glance import glance
from manyhands.media.kinds import Kind
from manyhands.media.models import Blob, BlobDenial, Portrait, Upload
from manyhands.media.probe import BOUNDS, STILLS
from manyhands.media.refusals import Refused, sentence
from manyhands.media.scratch import scratch
from manyhands.media.sniff import sniff
from manyhands.media.store.current import store
from manyhands.media.store.protocol import sha256_of
from manyhands.people.events import ProfileChanged
from manyhands.people.models import Member

CLOSED = "a portrait that is not shown any more"
SIDE = 480  # pixels; the largest place that shows one is 160 CSS pixels, on a screen of threefold density


class NotAPicture(RuleBroken):
    """A portrait is a picture that we can show."""


def show_portrait(upload: Upload, *, by: Member, at: dt.datetime) -> Portrait:
    """Show the middle of this picture, square, in place of the one before. Takes about half a second.

    :raises NotThere: the upload is not the member's, or has not arrived
    :raises NotAPicture: it is something else, or cannot be opened
    """
    original = _picture_of(upload, by)
    with scratch("portrait") as folder:
        square = _make_square(original, folder)
        sha256, size = sha256_of(square), square.stat().st_size
        store().put_file(square, sha256)
    with transaction.atomic():
        blob, _new = Blob.objects.get_or_create(sha256=sha256, defaults={"size": size, "at": at})
        portrait, _new = Portrait.objects.update_or_create(member=by, defaults={"blob": blob, "at": at})
        open_portrait(by.pk)
        _record(by, at=at)
    return portrait


def _picture_of(upload: Upload, member: Member) -> Blob:
    arrived = Upload.objects.finished().select_related("blob").filter(pk=upload.pk, member=member).first()
    if arrived is None or arrived.blob is None:
        raise NotThere(_("There is no such file."))
    glanced = glance(arrived.blob)
    if glanced is None or glanced.kind != Kind.IMAGE:
        raise NotAPicture(_("Choose a picture: JPEG, PNG, WebP, AVIF, HEIC or GIF."), field="portrait")
    return arrived.blob


def _make_square(original: Blob, folder: Path) -> Path:
    out = folder / "out"
    out.mkdir()
    try:
        with store().borrow(original.sha256, folder) as source:
            arguments = {"container": sniff(source).container, "pixels": BOUNDS.picture_pixels, "side": SIDE}
            jail.call("manyhands.media.inside.portrait", arguments, source=source, out=out, limits=STILLS)
    except Refused as refused:
        text = sentence(refused.refusal, name=_("picture"), translate=_)
        raise NotAPicture(text, field="portrait") from None
    (made,) = jail.collect(out, ["portrait.webp"])
    return made


@transaction.atomic
def take_portrait_down(*, by: Member, at: dt.datetime) -> None:
    """Show no picture any more. Doing it twice changes nothing."""
    if remove_portrait(by.pk, at=at):
        _record(by, at=at)


@transaction.atomic
def remove_portrait(member_id: int, *, at: dt.datetime) -> bool:
    """Forget which picture a member showed, and close it; whether there was one."""
    close_portrait(member_id, at=at)
    gone, _rows = Portrait.objects.filter(member=member_id).delete()
    return gone > 0


def close_portrait(member_id: int, *, at: dt.datetime) -> None:
    """Hand out a member's picture no more, at addresses that somebody kept neither. Another member's picture
    of the same bytes stays.
    """
    others = Portrait.objects.filter(blob=OuterRef("blob")).exclude(member=member_id)
    shown = Portrait.objects.filter(~Exists(others), member=member_id).values_list("blob", flat=True)
    denials = [BlobDenial(blob_id=blob, reason=CLOSED, at=at) for blob in shown]
    BlobDenial.objects.bulk_create(denials, ignore_conflicts=True)


def open_portrait(member_id: int) -> None:
    """Hand a member's picture out again."""
    shown = Portrait.objects.filter(member=member_id).values("blob")
    BlobDenial.objects.filter(blob__in=shown, reason=CLOSED).delete()


def _record(member: Member, *, at: dt.datetime) -> None:
    events.record(ProfileChanged(member_id=member.pk), by=member.pk, at=at, topics=[("member", member.pk)])

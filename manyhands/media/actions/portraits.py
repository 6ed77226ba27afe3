"""The picture that a member shows."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import NotThere, RuleBroken
from manyhands.media.kinds import Kind
from manyhands.media.models import Portrait, Processing, Upload
from manyhands.people.events import ProfileChanged
from manyhands.people.models import Member


class NotAPicture(RuleBroken):
    """A portrait is a picture that we can show."""


@transaction.atomic
def show_portrait(upload: Upload, *, by: Member, at: dt.datetime) -> Portrait:
    """Show this picture in place of the one before.

    A picture that nobody has looked at yet is taken at its maker's word: until it can be shown, nothing is.

    :raises NotThere: the upload is not the member's, or has not arrived
    :raises NotAPicture: it is something else
    """
    arrived = Upload.objects.finished().filter(pk=upload.pk, member=by, removed_at=None).first()
    if arrived is None or arrived.blob_id is None:
        raise NotThere(_("There is no such file."))
    if Processing.objects.filter(blob=arrived.blob_id).exclude(kind__in=["", Kind.IMAGE]).exists():
        raise NotAPicture(_("Choose a picture: JPEG, PNG, WebP, AVIF, HEIC or GIF."), field="portrait")
    portrait, _new = Portrait.objects.update_or_create(
        member=by, defaults={"blob_id": arrived.blob_id, "at": at}
    )
    _record(by, at=at)
    return portrait


@transaction.atomic
def take_portrait_down(*, by: Member, at: dt.datetime) -> None:
    """Show no picture any more. Doing it twice changes nothing."""
    gone, _rows = Portrait.objects.filter(member=by).delete()
    if gone:
        _record(by, at=at)


def _record(member: Member, *, at: dt.datetime) -> None:
    events.record(ProfileChanged(member_id=member.pk), by=member.pk, at=at, topics=[("member", member.pk)])

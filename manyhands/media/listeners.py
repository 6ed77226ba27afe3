"""What media do when something happened in a room below."""

from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.media.actions import close_portrait, open_portrait, remove_portrait, remove_upload
from manyhands.media.models import Upload
from manyhands.people.events import MemberLeft, MemberSuspended, SuspensionLifted
from manyhands.people.models import Suspension


@events.on(MemberLeft)
def take_the_portrait_down(event: MemberLeft, row: EventRow) -> None:
    """Nobody who left is shown any more."""
    remove_portrait(event.member_id, at=row.at)


@events.on(MemberSuspended)
def close_the_portrait(event: MemberSuspended, row: EventRow) -> None:
    """Who is hidden is not seen at an address that somebody kept."""
    if not Suspension.objects.filter(pk=event.suspension_id, lifted_at=None).exists():
        return  # lifted meanwhile: jobs may come late
    close_portrait(event.member_id, at=row.at)


@events.on(SuspensionLifted)
def open_the_portrait(event: SuspensionLifted, row: EventRow) -> None:
    del row
    if not Suspension.objects.filter(member=event.member_id, lifted_at=None).exists():
        open_portrait(event.member_id)


@events.on(MemberLeft)
def forget_their_files(event: MemberLeft, row: EventRow) -> None:
    """What was still arriving ends; of the rest nobody keeps how its maker's disk was called.

    The bytes of works stay with the works, under the names that were published with them.
    """
    theirs = Upload.objects.filter(member=event.member_id)
    for upload in theirs.unfinished().order_by("pk"):
        remove_upload(upload, at=row.at)
    theirs.update(name="", metadata="", declared_type="")

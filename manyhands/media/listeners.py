"""What media do when something happened in a room below."""

from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.media.actions import remove_upload
from manyhands.media.models import Portrait, Upload
from manyhands.people.events import MemberLeft


@events.on(MemberLeft)
def take_the_portrait_down(event: MemberLeft, row: EventRow) -> None:
    """Nobody who left is shown any more."""
    del row
    Portrait.objects.filter(member=event.member_id).delete()


@events.on(MemberLeft)
def forget_their_files(event: MemberLeft, row: EventRow) -> None:
    """What was still arriving ends; of the rest nobody keeps how its maker's disk was called.

    The bytes of works stay with the works, under the names that were published with them.
    """
    theirs = Upload.objects.filter(member=event.member_id)
    for upload in theirs.unfinished().order_by("pk"):
        remove_upload(upload, at=row.at)
    theirs.update(name="", metadata="", declared_type="")

"""What media do when something happened in a room below."""

from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.media.models import Portrait
from manyhands.people.events import MemberLeft


@events.on(MemberLeft)
def take_the_portrait_down(event: MemberLeft, row: EventRow) -> None:
    """Nobody who left is shown any more."""
    del row
    Portrait.objects.filter(member=event.member_id).delete()

"""What rights do when something happened in a room below."""

from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.people.events import MemberLeft
from manyhands.people.models import Member
from manyhands.rights.models import Credit


@events.on(MemberLeft)
def take_the_name_out(event: MemberLeft, row: EventRow) -> None:
    """Whoever leaves takes the name along; that there was somebody, and in which role, stays true."""
    del row
    member = Member.objects.get(pk=event.member_id)
    Credit.objects.filter(member=member).update(name=member.name)

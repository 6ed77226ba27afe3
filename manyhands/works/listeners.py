"""What works do when something happened in a room below."""

from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.people.events import MemberLeft
from manyhands.people.models import Closure, Member
from manyhands.works.actions import remove_work
from manyhands.works.models import Draft, Tombstone, Work


@events.on(MemberLeft)
def clear_up_after(event: MemberLeft, row: EventRow) -> None:
    """Drafts always go, for nobody else ever saw them; works go if their maker said so when leaving."""
    member = Member.objects.get(pk=event.member_id)
    Draft.objects.of(member).delete()
    if event.works == Closure.Works.GO:
        for work in Work.objects.standing().filter(author=member).order_by("pk"):
            remove_work(work, why=Tombstone.Why.ACCOUNT, by=member, at=row.at)

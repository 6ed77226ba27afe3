"""What works do when something happened in a room below."""

from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.media.events import BlobPlayable
from manyhands.people.events import MemberLeft
from manyhands.people.models import Closure, Member
from manyhands.works.actions import correct_kind, remove_work
from manyhands.works.events import VersionPublished, WorkPublished
from manyhands.works.models import Draft, Purpose, Tombstone, Work


@events.on(MemberLeft)
def clear_up_after(event: MemberLeft, row: EventRow) -> None:
    """Drafts always go, for nobody else ever saw them; works go if their maker said so when leaving."""
    member = Member.objects.get(pk=event.member_id)
    Draft.objects.of(member).delete()
    if event.works == Closure.Works.GO:
        for work in Work.objects.standing().filter(author=member).order_by("pk"):
            remove_work(work, why=Tombstone.Why.ACCOUNT, by=member, at=row.at)


@events.on(BlobPlayable)
def call_it_what_it_is(event: BlobPlayable, row: EventRow) -> None:
    """Published at a glance, and now the probe has looked."""
    del row
    shown = Work.objects.filter(latest__files__blob=event.blob_id, latest__files__purpose=Purpose.MAIN)
    for work in shown.distinct().order_by("pk"):
        correct_kind(work)


def _look_again(event: WorkPublished | VersionPublished, row: EventRow) -> None:
    """The probe may have looked between the glance and the commit."""
    del row
    correct_kind(Work.objects.get(pk=event.work_id))


events.on(WorkPublished)(_look_again)
events.on(VersionPublished)(_look_again)

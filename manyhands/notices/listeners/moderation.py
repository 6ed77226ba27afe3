from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.moderation.events import ThingReported, ThingRuled
from manyhands.moderation.models import Report, Ruling
from manyhands.notices.actions import Telling, tell
from manyhands.people.models import Role, RoleName

_MODERATE = (RoleName.MODERATOR, RoleName.ADMINISTRATOR)


@events.on(ThingReported)
def tell_moderators(event: ThingReported, row: EventRow) -> None:
    """That something waits, not what: one notice for the whole desk, until it is read."""
    holders = Role.objects.current().filter(name__in=_MODERATE).values_list("member", flat=True)
    tell(Telling("desk", "desk", 0, row), holders)


@events.on(ThingRuled)
def tell_maker_and_reporters(event: ThingRuled, row: EventRow) -> None:
    """The maker reads the reason; whoever asked reads the answer. Neither learns of the other."""
    makers = Ruling.objects.filter(pk=event.ruling_id, maker__isnull=False)
    subject, subject_id = event.subject, event.subject_id
    tell(Telling("ruling", subject, subject_id, row), makers.values_list("maker", flat=True))
    reporters = Report.objects.filter(ruling=event.ruling_id, by__isnull=False)
    tell(Telling("report_answer", subject, subject_id, row), reporters.values_list("by", flat=True))

from __future__ import annotations

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.notices.actions import Telling, tell, withdraw_parts
from manyhands.notices.models import NoticePart
from manyhands.rights.events import CreditAnswered, CreditNamed, CreditWithdrawn
from manyhands.rights.models import Credit
from manyhands.works.models import Work


@events.on(CreditNamed)
def ask_the_named(event: CreditNamed, row: EventRow) -> None:
    """Whoever is credited is asked whether it is right: before that the name is not shown."""
    work = Work.objects.filter(credit_list=event.list_id).first()
    if work is not None and event.member_id is not None:
        tell(Telling("credit", "work", work.pk, row), [event.member_id])


@events.on(CreditAnswered)
def tell_who_asked(event: CreditAnswered, row: EventRow) -> None:
    work = Work.objects.filter(credit_list=event.list_id).first()
    if work is not None:
        asked = Credit.objects.filter(pk=event.credit_id).values_list("by", flat=True)
        tell(Telling("credit_answer", "work", work.pk, row), asked)


@events.on(CreditWithdrawn)
def ask_no_more(event: CreditWithdrawn, row: EventRow) -> None:
    """There is nothing left to confirm."""
    asked = NoticePart.objects.filter(notice__kind="credit", notice__read_at=None)
    withdraw_parts(asked.filter(event__data__credit_id=event.credit_id))

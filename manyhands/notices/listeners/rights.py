from __future__ import annotations

import datetime as dt

from manyhands.core import events
from manyhands.core.models import EventRow
from manyhands.notices.actions import Telling, tell, withdraw_parts
from manyhands.notices.models import NoticePart
from manyhands.rights.events import CreditAnswered, CreditNamed, CreditWithdrawn
from manyhands.rights.models import Credit
from manyhands.works.models import Work

ASKED_AT_MOST = 3  # times in a week, for the credits of one work
A_WEEK = dt.timedelta(days=7)


@events.on(CreditNamed)
def ask_the_named(event: CreditNamed, row: EventRow) -> None:
    """Whoever is credited is asked whether it is right: before that the name is not shown."""
    work = Work.objects.filter(credit_list=event.list_id).first()
    if work is not None and event.member_id is not None and not _asked_often(event, row):
        tell(Telling("credit", "work", work.pk, row), [event.member_id])


def _asked_often(event: CreditNamed, row: EventRow) -> bool:
    """Whoever is taken out and named over and over again is left in peace; their page still asks."""
    lately = Credit.objects.filter(list=event.list_id, member=event.member_id, at__gt=row.at - A_WEEK)
    return lately.count() > ASKED_AT_MOST


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


@events.on(CreditWithdrawn)
def tell_who_had_confirmed(event: CreditWithdrawn, row: EventRow) -> None:
    """Nobody loses a credit without hearing of it."""
    work = Work.objects.filter(credit_list=event.list_id).first()
    confirmed = Credit.objects.filter(pk=event.credit_id, answer__confirmed=True).exclude(member=row.by_id)
    if work is not None:
        tell(Telling("credit_gone", "work", work.pk, row), confirmed.values_list("member", flat=True))

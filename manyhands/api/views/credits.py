"""Who is named in a work: named by its maker, answered by who is named."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router
from ninja.responses import Status

from manyhands.api.auth import ANYONE, PUBLIC, token
from manyhands.api.idempotency import Key, member_of, once
from manyhands.api.orders import person_of
from manyhands.api.schemas import CreditAnswerIn, CreditIn, CreditOut, Credits, Id
from manyhands.api.showing import show_credit, show_credits
from manyhands.api.views.works import WorkId, visible_work
from manyhands.core import clock
from manyhands.rights.actions import answer_credit as answer
from manyhands.rights.models import Credit
from manyhands.works import actions

router = Router(tags=["works"])
CreditId = Id


@router.get("/{work_id}/credits", response=Credits, auth=PUBLIC, openapi_extra=ANYONE)
def credits(request: HttpRequest, work_id: WorkId) -> dict[str, Any]:
    """Who did what. Credits that are not confirmed are seen by who named and who is named."""
    return {"items": show_credits(request, visible_work(request, work_id))}


@router.post("/{work_id}/credits", response={201: CreditOut}, auth=token("publish"))
def name_in_credits(request: HttpRequest, work_id: WorkId, body: CreditIn, key: Key = None) -> Any:
    """Name somebody who had a hand in a work of yours. A member is asked, and shown after saying yes."""
    work = visible_work(request, work_id)

    def name() -> dict[str, Any]:
        credit = actions.name_in_credits(work, person_of(body), by=member_of(request), at=clock.now())
        return CreditOut(**show_credit(credit)).model_dump()

    return Status(201, once(request, key, body.model_dump(), name))


@router.delete("/{work_id}/credits/{credit_id}", response={204: None}, auth=token("publish"))
def take_out_of_credits(request: HttpRequest, work_id: WorkId, credit_id: CreditId) -> Any:
    """Take a name out of the credits of a work of yours."""
    work = visible_work(request, work_id)
    actions.take_out_of_credits(work, credit_id, by=member_of(request), at=clock.now())
    return Status(204, None)


@router.post("/{work_id}/credits/{credit_id}/ask", response={201: CreditOut}, auth=token("publish"))
def ask_for_credit_again(request: HttpRequest, work_id: WorkId, credit_id: CreditId, key: Key = None) -> Any:
    """Ask a member once more who has not answered for a week. The credit stands under a new id."""
    work = visible_work(request, work_id)

    def ask() -> dict[str, Any]:
        credit = actions.ask_for_credit_again(work, credit_id, by=member_of(request), at=clock.now())
        return CreditOut(**show_credit(credit)).model_dump()

    return Status(201, once(request, key, {"credit": credit_id}, ask))


@router.put("/{work_id}/credits/{credit_id}/answer", response=CreditOut, auth=token("publish"))
def answer_credit(
    request: HttpRequest, work_id: WorkId, credit_id: CreditId, body: CreditAnswerIn
) -> dict[str, Any]:
    """Say whether a credit that names you is right."""
    work = visible_work(request, work_id)
    mine = Credit.objects.filter(list=work.credit_list_id, member=member_of(request), withdrawn_at=None)
    credit = mine.select_related("member").filter(pk=credit_id).first()
    if credit is None:
        raise Http404
    answer(credit, confirmed=body.confirmed, by=member_of(request), at=clock.now())
    return show_credit(credit)

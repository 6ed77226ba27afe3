"""Whoever is named in a work says whether it is right."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manyhands.core import clock
from manyhands.people.models import Member
from manyhands.rights import actions
from manyhands.rights.models import Credit
from manyhands.works.models import Work


@require_POST
def answer_credit(request: HttpRequest, credit_id: int) -> HttpResponse:
    assert isinstance(request.user, Member)
    credit = get_object_or_404(Credit, pk=credit_id, member=request.user, withdrawn_at=None)
    work = Work.objects.visible_to(request.user).filter(credit_list=credit.list_id).first()
    if work is None:
        raise Http404
    confirmed = request.POST.get("answer") == "yes"
    actions.answer_credit(credit, confirmed=confirmed, by=request.user, at=clock.now())
    said = _("You are named in the credits.") if confirmed else _("Your name does not stand in the credits.")
    messages.success(request, said)
    return redirect(work)

"""Hit record: the page with the recorder, and what becomes of takes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from manyhands.core import clock
from manyhands.core.errors import RuleBroken
from manyhands.media import actions as media
from manyhands.media.queries import takes_of
from manyhands.works import actions
from manyhands.works.forms.recording import TakeForm
from manyhands.works.models import Work
from manyhands.works.queries.drafts import draft_of
from manyhands.works.views.making import member_of, number


@never_cache
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The recorder, for something new, for a remix (``source``) or for a draft (``draft``)."""
    member = member_of(request)
    source, draft = number(request.GET.get("source")), request.GET.get("draft", "")[:32]
    context = {
        "source": get_object_or_404(Work.objects.visible_to(member), pk=source) if source else None,
        "draft": draft_of(member, draft) if draft else None,
        "takes": takes_of(member),
    }
    return render(request, "works/record.html", context)


@require_POST
def keep_take(request: HttpRequest, take_id: str) -> HttpResponse:
    """Go on to a draft with it."""
    order = TakeForm(request.POST).order(take_id)
    try:
        draft = actions.keep_take(order, by=member_of(request), at=clock.now())
    except RuleBroken as broken:
        return not_now(request, broken)
    return redirect("draft", draft.pk)


@require_POST
def drop_take(request: HttpRequest, take_id: str) -> HttpResponse:
    try:
        media.drop_take(take_id, by=member_of(request), at=clock.now())
    except RuleBroken as broken:
        return not_now(request, broken)
    messages.success(request, _("The take is gone."))
    return redirect("record")


def not_now(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    """Say why on the page of takes, where one can try again; what is not there is a 404 like any other.

    :raises RuleBroken: that there is nothing to show
    """
    if broken.status == 404:
        raise broken
    messages.error(request, str(broken))
    return redirect("record")

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
from manyhands.core.models import Company
from manyhands.media import actions as media
from manyhands.media.claims import CLAIM_COOKIE, claim_in
from manyhands.media.queries import takes_of, unclaimed_takes
from manyhands.media.rules import TAKE_LASTS
from manyhands.people.middleware import ask_to_sign_in, public
from manyhands.people.models import Member
from manyhands.people.queries import joining_now
from manyhands.works import actions
from manyhands.works.forms.recording import TakeForm
from manyhands.works.models import Work
from manyhands.works.queries.drafts import draft_of
from manyhands.works.views.making import member_of, number


@public
@never_cache
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The recorder, for something new, for a remix (``source``) or for a draft (``draft``)."""
    if not isinstance(request.user, Member):
        return record_before_joining(request)
    member = member_of(request)
    source, draft = number(request.GET.get("source")), request.GET.get("draft", "")[:32]
    context = {
        "source": get_object_or_404(Work.objects.visible_to(member), pk=source) if source else None,
        "draft": draft_of(member, draft) if draft else None,
        "takes": takes_of(member),
    }
    return render(request, "works/record.html", context)


def record_before_joining(request: HttpRequest) -> HttpResponse:
    """The same for somebody who has not signed in, where the company allows it."""
    if request.GET.get("draft") or not Company.current().strangers_record:
        return ask_to_sign_in(request)
    source = number(request.GET.get("source"))
    context = {
        "source": get_object_or_404(Work.objects.visible_to(request.user), pk=source) if source else None,
        "is_stranger": True,
        "longest_s": round(TAKE_LASTS.total_seconds()),
        "joining": joining_now(),
        "waiting": unclaimed_takes(claim_in(request.COOKIES), at=clock.now()),
        "here": request.get_full_path(),
    }
    return render(request, "works/record.html", context)


@public
@require_POST
def forget_takes(request: HttpRequest) -> HttpResponse:
    """Leave nothing behind on a computer that others use: takes and cookie go at once."""
    media.drop_claim(claim_in(request.COOKIES), at=clock.now())
    messages.success(request, _("Nothing that was recorded here before signing in is left."))
    response = redirect("record")
    response.delete_cookie(CLAIM_COOKIE, samesite="Lax")
    return response


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

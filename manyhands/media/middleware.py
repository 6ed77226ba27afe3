"""Whoever signs in, in whatever way, gets what was recorded in the same browser before."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from manyhands.core import clock
from manyhands.media import actions
from manyhands.media.claims import CLAIM_COOKIE, claim_in
from manyhands.people.models import Member

Answer = Callable[[HttpRequest], HttpResponse]


def claimed_on_signing_in(get_response: Answer) -> Answer:
    """At the first page of a member whose browser holds a claim; who has none pays nothing for it.

    Joining has many ways (a mail, a passkey, an approval), and each ends on some page as a member. The claim
    is done before the page is made, so that it shows the takes, and the member reads what happened: on a
    computer that several people use it might have been somebody else.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if CLAIM_COOKIE not in request.COOKIES or not isinstance(request.user, Member):
            return get_response(request)
        is_done = _claim(request, request.user)
        response = get_response(request)
        if is_done:
            response.delete_cookie(CLAIM_COOKIE, samesite="Lax")
        return response

    return middleware


def _claim(request: HttpRequest, member: Member) -> bool:
    """Whether the cookie is of no use any more; where there is no room, it is until its day is over."""
    claim_id = claim_in(request.COOKIES)
    if not claim_id:
        return True
    try:
        count = actions.claim_takes(claim_id, by=member, at=clock.now())
    except actions.QuotaFull as full:
        if request.method == "GET":
            messages.warning(request, str(full))
        return False
    if count:
        said = ngettext(
            "The take that was recorded here before you signed in is yours now: keep it or drop it.",
            "The %(count)s takes that were recorded here before you signed in are yours now: "
            "keep or drop each.",
            count,
        )
        messages.success(request, said % {"count": count})
    return True

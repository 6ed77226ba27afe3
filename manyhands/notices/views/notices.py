from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from manyhands.core import clock
from manyhands.core.pages import keyset
from manyhands.notices import actions, queries
from manyhands.notices.models import Notice
from manyhands.notices.sentences import tell_of
from manyhands.people.models import Member

SIZE = 30


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What happened around one's things, newest first."""
    assert isinstance(request.user, Member)
    at = clock.now()
    after = request.GET.get("after")
    page = keyset(Notice.objects.of(request.user).rung(at=at), by="-at", size=SIZE, after=after)
    context = {
        "told": tell_of(page.rows, request.user),
        "unread": queries.unread_count(request.user.pk),
        "older": f"?after={page.next}" if page.next else None,
        "newer": request.path if after else None,
    }
    part = request.headers.get("HX-Request") and not after
    response = render(request, "notices/_list.html" if part else "notices/notices.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Lead to what a notice tells of. Reading it is what marks it read; doing so twice changes nothing."""
    assert isinstance(request.user, Member)
    notice = get_object_or_404(Notice.objects.of(request.user), pk=notice_id)
    told = tell_of([notice], request.user)
    actions.read_notice(notice, by=request.user, at=clock.now())
    return redirect(told[0].address if told else "notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Member)
    actions.read_all(by=request.user, at=clock.now())
    return redirect("notices")

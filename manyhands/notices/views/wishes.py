from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from manyhands.core import clock
from manyhands.notices import actions, unsubscribing
from manyhands.notices.forms import WishesForm
from manyhands.notices.kinds import KINDS
from manyhands.people.middleware import public
from manyhands.people.models import Member


@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request: HttpRequest) -> HttpResponse:
    """How one wishes to be told."""
    assert isinstance(request.user, Member)
    form = WishesForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save(at=clock.now())
        messages.success(request, _("Kept."))
        return redirect("notice_settings")
    status = 422 if request.method == "POST" else 200
    return render(request, "notices/notice_settings.html", {"form": form}, status=status)


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One press in a mail ends this kind of mail (RFC 8058).

    A visit alone ends nothing, for scanners visit links. No session and no CSRF token: mail programs post
    here by themselves, and the signed address is the permission. All that it permits is to send less.
    """
    asked = unsubscribing.read(token)
    if asked is None or (asked.kind != unsubscribing.ALL and asked.kind not in KINDS):
        raise Http404
    kind = KINDS.get(asked.kind)
    done = False
    if request.method == "POST":
        done = actions.unsubscribe(asked, at=clock.now()) is not None
    context = {"kind": kind, "done": done, "is_gone": request.method == "POST" and not done}
    return render(request, "notices/unsubscribe.html", context)

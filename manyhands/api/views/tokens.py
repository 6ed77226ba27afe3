"""A member's own tokens: made, shown once, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from manyhands.api import actions
from manyhands.api.forms import TokenForm
from manyhands.api.idempotency import member_of
from manyhands.api.models import Token
from manyhands.core import clock
from manyhands.core.pages import keyset


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens that stand, and the form for a new one, whose text is shown once, in the answer."""
    form = TokenForm(request.POST or None)
    fresh = None
    if request.method == "POST" and form.is_valid():
        scopes = " ".join(form.cleaned_data["scopes"])
        _token, fresh = actions.give_token(
            member_of(request), name=form.cleaned_data["name"], scopes=scopes, at=clock.now()
        )
        form = TokenForm()
    standing = Token.objects.filter(member=member_of(request), ended_at=None)
    after = request.GET.get("after")
    page = keyset(standing, after=after)
    context = {
        "form": form,
        "tokens": page.rows,
        "fresh": fresh,
        "older": f"?after={page.next}" if page.next else None,
        "newer": request.path if after else None,
    }
    return render(request, "api/tokens.html", context)


@require_POST
def end_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = actions.end_token(pk, by=member_of(request), at=clock.now())
    messages.success(request, _("“%(name)s” may do nothing any more.") % {"name": token.name})
    return redirect("tokens")

"""Colours and language: a page for everyone, with or without an account or a script."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from manyhands.people.middleware import public
from manyhands.site.forms import PreferencesForm
from manyhands.site.preferences import ONE_YEAR, THEME_COOKIE, theme_of


@public
def preferences(request: HttpRequest) -> HttpResponse:
    chosen = {"theme": theme_of(request), "language": get_language()}
    form = PreferencesForm(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        response = redirect(_back(request))
        for cookie, value in (
            (THEME_COOKIE, form.cleaned_data["theme"]),
            (settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"]),
        ):
            response.set_cookie(cookie, value, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure())
        return response
    return render(request, "site/preferences.html", {"form": form, "next": _back(request)})


def _back(request: HttpRequest) -> str:
    """Where the person came from, if that is a page of ours."""
    here = request.POST.get("next") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(here, {request.get_host()}, require_https=request.is_secure())
    return here if safe else "/"

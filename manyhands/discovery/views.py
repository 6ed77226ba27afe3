"""The search page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from manyhands.discovery import queries
from manyhands.people.middleware import public

QUERY_LENGTH = 200


@public
@require_safe
@vary_on_headers("HX-Request", "Cookie", "Accept-Language")
def search(request: HttpRequest) -> HttpResponse:
    """Works, people and collections by their words. HTMX gets the results alone while somebody types."""
    text = request.GET.get("q", "")[:QUERY_LENGTH].replace("\x00", "").strip()
    kind = request.GET.get("kind", "work")
    kind = kind if kind in queries.KINDS else "work"
    after = request.GET.get("after")
    page = queries.search(text, kind=kind, viewer=request.user, language=request.LANGUAGE_CODE, after=after)
    context = {
        "text": text,
        "kind": kind,
        "tabs": _tabs(text, kind),
        "items": queries.for_listing(kind, page.rows),
        "older": _address(text, kind, page.next) if page.next else None,
        "newer": _address(text, kind) if after else None,
    }
    refines = wants_part(request)
    return render(request, "discovery/_results.html" if refines else "discovery/search.html", context)


def wants_part(request: HttpRequest) -> bool:
    """Whether HTMX asks for the results alone; a page that it restores from history is asked for whole."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def _tabs(text: str, kind: str) -> list[dict[str, Any]]:
    labels = {"work": _("Works"), "member": _("People"), "collection": _("Collections")}
    return [
        {"label": label, "url": _address(text, each), "current": each == kind}
        for each, label in labels.items()
    ]


def _address(text: str, kind: str, after: str | None = None) -> str:
    asked = {"q": text, "kind": kind, **({"after": after} if after else {})}
    return f"{reverse('search')}?{urlencode(asked)}"

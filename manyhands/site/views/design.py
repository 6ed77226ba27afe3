"""The living page of the look: every component, in every state, in both themes beside each other."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from manyhands.people.middleware import public
from manyhands.site import specimens

SECTIONS = (
    "colours", "type", "buttons", "words", "people", "cards", "thread", "sound", "film", "picture",
    "reading", "comments", "forms", "uploads", "notices", "ways",
)  # fmt: skip


@public
def design(request: HttpRequest) -> HttpResponse:
    """``?only=dark`` shows one theme on the whole page: for pictures and for tests of contrast."""
    only = request.GET.get("only")
    themes = [only] if only in {"light", "dark"} else ["light", "dark"]
    sections = [f"site/design/{name}.html" for name in SECTIONS]
    context = {"themes": [specimens.theme_context(theme) for theme in themes], "sections": sections}
    return render(request, "site/design.html", context)

"""The first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from manyhands.core.shared import shared
from manyhands.media.queries import takes_of
from manyhands.people.middleware import public
from manyhands.people.models import Member
from manyhands.site.context import company_for
from manyhands.site.home import Viewer, home_for, told_lately
from manyhands.works.queries.held import sees_held_works


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    member = request.user if isinstance(request.user, Member) else None
    again = member is not None
    company = company_for(request)

    def made(viewer: Viewer) -> dict[str, Any]:
        home = home_for(viewer)
        context = {"home": home, "company": company, "again": again}
        return {
            "has_works": home.has_works,
            "opening": render_to_string("site/home/opening.html", context),
            "lists": render_to_string("site/home/lists.html", context),
        }

    parts = shared(request, f"home {again}", made, alone=sees_held_works(request.user))
    personal = {"takes": takes_of(member), "told": told_lately(member)} if member else {}
    return render(request, "site/home.html", {"parts": parts, **personal})

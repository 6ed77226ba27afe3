"""A member's own things in one place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from manyhands.people.models import Member
from manyhands.site.yours import yours as yours_of


@require_safe
def yours(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Member)
    after = request.GET.get("after")
    found = yours_of(request.user, after=after)
    context = {
        "yours": found,
        "older": f"?after={found.works.next}" if found.works.next else None,
        "newer": request.path if after else None,
    }
    return render(request, "site/yours.html", context)

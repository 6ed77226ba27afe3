"""The page of a member: who somebody is, and what they published."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from manyhands.core.pages import keyset
from manyhands.people.middleware import public
from manyhands.people.models import Member
from manyhands.people.queries import roles_of
from manyhands.works.models import Work
from manyhands.works.queries.faces import faces_of


@public
@require_safe
def member(request: HttpRequest, handle: str) -> HttpResponse:
    seen = Member.objects.all().visible_to(request.user)
    found = seen.filter(handle=handle).first() if "\x00" not in handle else None
    if found is None:
        raise Http404
    after = request.GET.get("after")
    page = keyset(Work.objects.visible_to(request.user).filter(author=found).for_listing(), after=after)
    faces = faces_of(page.rows)
    here = reverse("member", args=[handle])
    context = {
        "member": found,
        "roles": roles_of([found]).get(found.pk, []),
        "items": [{"row": work, "face": faces.get(work.pk)} for work in page.rows],
        "older": f"{here}?after={page.next}" if page.next else None,
        "newer": here if after else None,
    }
    return render(request, "site/member.html", context)

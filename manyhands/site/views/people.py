"""The people of the company: all of them, and each with what they made."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from manyhands.core.pages import keyset
from manyhands.core.shared import shared
from manyhands.media.queries import portraits_of
from manyhands.people import queries, rules
from manyhands.people.middleware import public
from manyhands.people.models import Member, RoleName
from manyhands.works.models import Collection, Work
from manyhands.works.queries.faces import faces_of

Viewer = Member | AnonymousUser

PEOPLE = 30
COLLECTIONS = 12


@public
def people(request: HttpRequest) -> HttpResponse:
    """Who is here, the newest first; or those with a craft."""
    members = Member.objects.visible_to(request.user)
    craft = rules.clean_name(request.GET.get("craft", ""))
    if craft:
        members = members.with_craft(craft)
    page = keyset(members.for_listing(), by="-joined_at", size=PEOPLE, after=request.GET.get("after"))
    portraits = portraits_of(member.pk for member in page.rows)
    rows = [{"member": member, "portrait": portraits.get(member.pk)} for member in page.rows]
    return render(request, "site/people.html", {"rows": rows, "page": page, "craft": craft})


@public
def member(request: HttpRequest, handle: str) -> HttpResponse:
    """Who somebody is, and what they made."""
    key = rules.handle_key(handle)
    if key != handle:
        return redirect("member", key)
    viewer, after = request.user, request.GET.get("after")
    is_own = isinstance(viewer, Member) and viewer.handle == key  # who sees what is held, and what is hidden
    parts = shared(request, "member", lambda seen_by: _parts(seen_by, key, after), alone=is_own)
    person = parts["person"]
    about = {
        "member": person,
        "parts": parts,
        "is_former": person.handle.startswith(rules.FORMER),
        **_between(viewer, person),
    }
    return render(request, "site/member.html", about)


def _parts(viewer: Viewer, handle: str, after: str | None) -> dict[str, Any]:
    """What everybody sees alike.

    :raises Http404: there is nobody of that name
    """
    person = _person(viewer, handle)
    works = Work.objects.visible_to(viewer).filter(author=person).for_listing()
    page = keyset(works, after=after)
    faces = faces_of(page.rows)
    collections = Collection.objects.visible_to(viewer).filter(owner=person).order_by("-pk")
    profile = {
        "member": person,
        "portrait": portraits_of([person.pk]).get(person.pk),
        "roles": [RoleName(name).label for name in sorted(getattr(person, "role_names", []))],
    }
    cards = [{"work": work, "face": faces.get(work.pk)} for work in page.rows]
    return {
        "person": person,
        "page": page,
        "profile": render_to_string("people/_profile.html", profile),
        "has_works": bool(cards),
        "grid": render_to_string("site/member_grid.html", {"cards": cards}),
        "collections": render_to_string(
            "site/member_collections.html", {"collections": collections[:COLLECTIONS]}
        ),
    }


def _person(viewer: Viewer, handle: str) -> Member:
    """Whoever is here; or who left, without a name, for the sake of the works that stay."""
    for found in (Member.objects.visible_to(viewer), Member.objects.former()):
        if person := found.with_profile().filter(handle=handle).first():
            return person
    raise Http404


def _between(viewer: Viewer, person: Member) -> dict[str, Any]:
    is_own = viewer == person
    others = isinstance(viewer, Member) and not is_own
    return {
        "is_own": is_own,
        "is_blocked": isinstance(viewer, Member) and person.pk in queries.blocked_by(viewer.pk),
        "can_block": others and not person.handle.startswith(rules.FORMER),
    }

"""People."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Router

from manyhands.api.auth import ANYONE, PUBLIC
from manyhands.api.paging import PagingQuery, page_of
from manyhands.api.schemas import MemberOut, Members, Works
from manyhands.api.showing import show_member_ref, show_work_brief
from manyhands.people.models import Member
from manyhands.works.models import Work

router = Router(tags=["members"])
Handle = Path[str]


@router.get("", response=Members, auth=PUBLIC, openapi_extra=ANYONE)
def members(request: HttpRequest, paging: PagingQuery) -> dict[str, Any]:
    """People, the newest first."""
    rows = Member.objects.all().visible_to(request.user)
    return page_of(request, rows, paging, lambda member: show_member_ref(request, member))


@router.get("/{handle}", response=MemberOut, auth=PUBLIC, openapi_extra=ANYONE)
def member(request: HttpRequest, handle: Handle) -> dict[str, Any]:
    """A person."""
    found = _visible(request, handle)
    return {
        **show_member_ref(request, found),
        "words": found.words,
        "place": found.place,
        "crafts": [craft.name for craft in found.crafts.order_by("pk")],
        "languages": [each.language for each in found.languages.order_by("pk")],
        "joined_at": found.joined_at,
    }


@router.get("/{handle}/works", response=Works, auth=PUBLIC, openapi_extra=ANYONE)
def member_works(request: HttpRequest, handle: Handle, paging: PagingQuery) -> dict[str, Any]:
    """What a person published, the newest first."""
    found = _visible(request, handle)
    rows = Work.objects.visible_to(request.user).filter(author=found).for_listing()
    return page_of(request, rows, paging, lambda work: show_work_brief(request, work))


def _visible(request: HttpRequest, handle: str) -> Member:
    if "\x00" in handle:  # PostgreSQL has no such character, and would say so with an error
        raise Http404
    found = Member.objects.all().visible_to(request.user).filter(handle=handle).first()
    if found is None:
        raise Http404
    return found

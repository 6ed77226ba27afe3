"""Collections as people find and read them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from manyhands.core.pages import keyset
from manyhands.people.middleware import public
from manyhands.talk.discussion import discussion_of
from manyhands.works.forms.collections import CuratorForm
from manyhands.works.models import Collection
from manyhands.works.queries.collections import listed, shown_collection
from manyhands.works.views.works import is_at, number_of, pager

SIZE = 20


@public
@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """All collections in which there is something, newest first."""
    found = Collection.objects.visible_to(request.user).filter(items_count__gt=0).for_listing()
    after = request.GET.get("after")
    page = keyset(found, size=SIZE, after=after)
    context = {
        "collections": listed(page.rows, request.user),
        **pager(reverse("collections"), page.next, after),
    }
    return render(request, "works/collections.html", context)


@public
@require_safe
def collection(request: HttpRequest, name: str) -> HttpResponse:
    """A collection, in its order."""
    visible = Collection.objects.visible_to(request.user).for_listing()
    found = visible.filter(pk=number_of(name)).first()
    if found is None:
        raise Http404
    if not is_at(request, found.get_absolute_url()):
        return redirect(found, permanent=False)
    after = place_asked(request)
    shown = shown_collection(found, request.user, after=after)
    context = {
        "collection": found,
        "shown": shown,
        "after": after,
        **pager(found.get_absolute_url(), text_of(shown.next), text_of(after)),
        "curator_form": CuratorForm() if shown.is_own else None,
        "discussion": discussion_of(found.thread, viewer=request.user),
    }
    return render(request, "works/collection.html", context)


def text_of(place: int | None) -> str | None:
    return None if place is None else str(place)


def place_asked(request: HttpRequest) -> int | None:
    """Where in a collection a page begins; nonsense is the beginning."""
    text = request.GET.get("after") or request.POST.get("after") or ""
    return int(text) if text.isdecimal() and len(text) < 10 else None

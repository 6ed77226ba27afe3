"""Works: found by kind, tag and language; one work with its player, its thread and what is said about it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from manyhands.core.pages import keyset
from manyhands.people.middleware import public
from manyhands.talk.discussion import discussion_of
from manyhands.works.models import Collection, Kind, Work
from manyhands.works.queries.faces import faces_of
from manyhands.works.queries.shown import browsed, shown_work

NUMBER = re.compile(r"([0-9]{1,18})(?:-.*)?", re.DOTALL)


def number_of(name: str) -> int:
    """The number in an address like ``41207-rain-on-tin``; the words after it may be anything.

    :raises Http404: there is no number
    """
    found = NUMBER.fullmatch(name)
    if found is None:
        raise Http404
    return int(found[1])


@public
@require_safe
def works(request: HttpRequest) -> HttpResponse:
    """Browse: by kind, tag, language, and what nobody has remixed yet."""
    asked = {key: request.GET.get(key, "").replace("\x00", "") for key in ("kind", "tag", "language", "show")}
    after = request.GET.get("after")
    page = keyset(browsed(request.user, **asked), after=after)
    faces = faces_of(page.rows)
    kept = {key: value for key, value in asked.items() if value}
    here = reverse("works")
    context: dict[str, Any] = {
        "items": [{"row": work, "face": faces.get(work.pk)} for work in page.rows],
        "asked": asked,
        "kinds": Kind.choices,
        "older": f"{here}?{urlencode({**kept, 'after': page.next})}" if page.next else None,
        "newer": f"{here}?{urlencode(kept)}" if after else None,
    }
    return render(request, "works/works.html", context)


@public
@require_safe
def work(request: HttpRequest, name: str) -> HttpResponse:
    """The page of a work; its readable address redirects when the title has changed."""
    found = Work.objects.visible_to(request.user).for_listing().filter(pk=number_of(name)).first()
    if found is None:
        return gone(request, number_of(name))
    if found.get_absolute_url() != request.path:
        return redirect(found, permanent=False)
    context = {
        "work": found,
        "shown": shown_work(found, request.user),
        "discussion": discussion_of(found.thread, viewer=request.user),
    }
    return render(request, "works/work.html", context)


def gone(request: HttpRequest, pk: int) -> HttpResponse:
    """What is left of a removed work: its number, its time and why. Of any other, nothing."""
    removed = Work.objects.filter(pk=pk, tombstone__isnull=False).select_related("tombstone").first()
    if removed is None:
        raise Http404
    return render(request, "works/tombstone.html", {"work": removed}, status=410)


@public
@require_safe
def collection(request: HttpRequest, name: str) -> HttpResponse:
    """A collection, in its order."""
    found = (
        Collection.objects.visible_to(request.user).filter(pk=number_of(name)).select_related("owner").first()
    )
    if found is None:
        raise Http404
    if found.get_absolute_url() != request.path:
        return redirect(found, permanent=False)
    items = found.items.filter(work__in=Work.objects.visible_to(request.user)).order_by("position")
    items = items.select_related("work__author", "work__thread", "work__latest")
    faces = faces_of(item.work for item in items)
    context = {
        "collection": found,
        "items": [{"row": item.work, "face": faces.get(item.work_id), "words": item.words} for item in items],
        "discussion": discussion_of(found.thread, viewer=request.user),
    }
    return render(request, "works/collection.html", context)

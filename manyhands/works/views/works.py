"""One work: its page with player, thread and what is said about it, and the parts of that page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from manyhands.core import clock
from manyhands.core.pages import keyset
from manyhands.core.shared import shared
from manyhands.media.actions import retry_processing
from manyhands.people.middleware import public
from manyhands.people.models import Member
from manyhands.rights import attribution
from manyhands.talk.discussion import discussion_of, for_a_member
from manyhands.talk.forms import CommentForm
from manyhands.works.models import File, Purpose, Version, Work
from manyhands.works.queries.eyes import eyes_on
from manyhands.works.queries.faces import faces_of
from manyhands.works.queries.neighbours import (
    hands_of_remixes,
    hands_of_sources,
    origins_of,
    remixes_of,
    sources_of,
)
from manyhands.works.queries.shown import attributed, shown_work
from manyhands.works.queries.stage import stage_of

NUMBER = re.compile(r"([0-9]{1,18})(?:-.*)?", re.DOTALL)
HANDS = 24  # sources or remixes on a page
PARTS = ("stage", "title", "words", "aside")  # of the page of a work

Viewer = Member | AnonymousUser


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
def work(request: HttpRequest, name: str) -> HttpResponse:
    """The page of a work; its readable address redirects when the title has changed."""
    pk, viewer = number_of(name), request.user
    eyes = eyes_on(pk, viewer)

    def made(seen_by: Viewer) -> dict[str, Any] | None:
        found = Work.objects.visible_to(seen_by).for_listing().filter(pk=pk).first()
        return page_of(request, found, viewer=seen_by) if found else None

    page = shared(request, "work", made, alone=eyes.own)
    if page is None:
        return gone(request, pk)
    if not is_at(request, page["work"].get_absolute_url()):
        return redirect(page["work"], permanent=False)
    if isinstance(viewer, Member):
        page = page | {"discussion": for_a_member(page["discussion"], hearted=eyes.hearted)}
    return render(request, "works/work.html", page)


def page_of(
    request: HttpRequest, work: Work, version: Version | None = None, *, viewer: Viewer | None = None
) -> dict[str, Any]:
    """What ``works/work.html`` shows: the newest version, or an older one; what is large in it drawn already.

    :param viewer: a stranger, when the page is made for all; then nothing of the request gets into it
    """
    viewer = viewer or request.user
    shown = shown_work(work, viewer, version=version)
    base = f"{request.scheme}://{request.get_host()}"
    discussion = discussion_of(work.thread, viewer=viewer)
    page = {
        "work": work,
        "shown": shown,
        "stage": shown.stage,
        "attribution": attribution.plain(attributed(work, shown, base)),
        "discussion": discussion,
    }
    asked = request if viewer is request.user else None
    context = page if asked else page | {"user": viewer}
    parts = {part: render_to_string(f"works/work/{part}.html", context, asked) for part in PARTS}
    form = CommentForm.blank(discussion.owner.room)
    return page | {
        "parts": parts,
        "comments": render_to_string("talk/_comments.html", context, asked),
        "composer_fields": render_to_string("talk/_composer_fields.html", {"form": form}),
    }


def is_at(request: HttpRequest, address: str) -> bool:
    """Whether a page was asked for under this address. Django decodes the path; an address is encoded."""
    return unquote(address) == request.path


def gone(request: HttpRequest, pk: int) -> HttpResponse:
    """What is left of a removed work: its number, its time and why. Of any other, nothing."""
    removed = Work.objects.filter(pk=pk, tombstone__isnull=False).select_related("tombstone").first()
    if removed is None:
        raise Http404
    return render(request, "works/tombstone.html", {"work": removed}, status=410)


@public
@require_safe
@vary_on_headers("Cookie")
def work_state(request: HttpRequest, work_id: int) -> HttpResponse:
    """How far the work's file is, for the page that waits for it; with what can be played by now.

    The page says what it has already (``seen``: nothing, ``stage`` or ``shape``), so that a player that is
    playing is never replaced.
    """
    found = visible_work(request, work_id)
    files = list(found.newest.files.select_related("blob__processing").order_by("position"))
    is_own = request.user == found.author
    stage = stage_of(found, found.newest, files, maker=found.author if is_own else None)
    seen = request.GET.get("seen", "")
    context = {
        "work": found,
        "stage": stage,
        "discussion": discussion_of(found.thread, viewer=request.user),
        "stage_is_new": stage.is_there and seen not in {"stage", "shape"},
        "shape_is_new": stage.peaks and seen == "stage",
    }
    response = render(request, "works/_state_answer.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def retry_work(request: HttpRequest, work_id: int) -> HttpResponse:
    """The maker asks for one more try at a file that could not be prepared."""
    found = visible_work(request, work_id)
    if found.author != request.user:
        raise Http404
    main = File.objects.filter(version=found.latest_id, purpose=Purpose.MAIN).select_related("blob").first()
    if main is not None:
        retry_processing(main.blob, by=found.author, at=clock.now())
    return redirect(found)


@public
@require_safe
def remixes(request: HttpRequest, work_id: int) -> HttpResponse:
    """Everything that was made from a work, newest first."""
    found = visible_work(request, work_id)
    after = request.GET.get("after")
    page = keyset(remixes_of(found, request.user), size=HANDS, after=after)
    context = {
        "work": found,
        "hands": hands_of_remixes(page.rows, found, faces_of(page.rows)),
        **pager(reverse("remixes", args=[found.pk]), page.next, after),
    }
    return render(request, "works/remixes.html", context)


@public
@require_safe
def sources(request: HttpRequest, work_id: int) -> HttpResponse:
    """Everything that the newest version of a work was made from, in the order of its maker."""
    found = visible_work(request, work_id)
    after = request.GET.get("after")
    page = keyset(sources_of(found.newest), by="pk", size=HANDS, after=after)
    origins = origins_of(page.rows, request.user)
    context = {
        "work": found,
        "hands": hands_of_sources(page.rows, origins, faces_of(origins.values())),
        **pager(reverse("sources", args=[found.pk]), page.next, after),
    }
    return render(request, "works/sources.html", context)


def visible_work(request: HttpRequest, pk: int) -> Work:
    """:raises Http404: there is none, or the viewer must not know of it"""
    found = Work.objects.visible_to(request.user).for_listing().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def pager(here: str, following: str | None, after: str | None) -> dict[str, str | None]:
    """The addresses of components/pager.html; ``here`` may have a query already."""
    sign = "&" if "?" in here else "?"
    return {
        "older": f"{here}{sign}after={following}" if following else None,
        "newer": here if after else None,
    }

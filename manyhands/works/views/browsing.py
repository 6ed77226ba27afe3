"""Browse: all works, by kind, tag and language."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manyhands.core.shared import shared
from manyhands.people.middleware import public
from manyhands.works.models import Kind
from manyhands.works.queries import browsing
from manyhands.works.queries.browsing import Asked, Viewer
from manyhands.works.queries.faces import faces_of
from manyhands.works.queries.held import sees_held_works
from manyhands.works.views.works import pager

TAG_LENGTH = 40


@public
@require_safe
def works(request: HttpRequest) -> HttpResponse:
    """Works newest first, or the loved ones, or those that nobody has remixed yet."""
    asked, after = asked_by(request), request.GET.get("after")
    tag_name = browsing.name_of_tag(asked.tag) if asked.tag else ""

    def made(viewer: Viewer) -> SafeString:
        return render_to_string("works/_works.html", {"tag_name": tag_name, **listed(viewer, asked, after)})

    works = shared(request, "works", made, alone=sees_held_works(request.user))
    return render(request, "works/works.html", {"asked": asked, "tag_name": tag_name, "works": works})


def listed(viewer: Viewer, asked: Asked, after: str | None) -> dict[str, Any]:
    """What ``works/_works.html`` shows."""
    page = browsing.browse_page(viewer, asked, after=after)
    faces = faces_of(page.rows)
    return {
        "asked": asked,
        "items": [{"row": work, "face": faces.get(work.pk)} for work in page.rows],
        "kinds": _kinds(asked),
        "shows": _shows(asked),
        "tags": _tags(asked),
        "languages": _languages(asked),
        "without_tag": address(asked, tag=""),
        "without_language": address(asked, language=""),
        **pager(address(asked), page.next, after),
    }


def asked_by(request: HttpRequest) -> Asked:
    said = {
        key: request.GET.get(key, "").replace("\x00", "")[:TAG_LENGTH] for key in ("kind", "tag", "language")
    }
    show = request.GET.get("show", "")
    kind = said.pop("kind")
    return Asked(
        kind=kind if kind in Kind.values else "",
        show=show if show in browsing.SHOWS else browsing.NEWEST,
        **said,
    )


def address(asked: Asked, **other: str) -> str:
    kept = urlencode(asked.kept(**other))
    return f"{reverse('works')}?{kept}" if kept else reverse("works")


def _kinds(asked: Asked) -> list[dict[str, Any]]:
    choices = [("", _("Everything")), *Kind.choices]
    return [
        {"label": label, "url": address(asked, kind=kind), "current": asked.kind == kind, "kind": kind}
        for kind, label in choices
    ]


def _shows(asked: Asked) -> list[dict[str, Any]]:
    labels = {
        browsing.NEWEST: _("Newest"),
        browsing.LOVED: _("Loved"),
        browsing.NEVER_REMIXED: _("Never remixed"),
    }
    return [
        {"label": label, "url": address(asked, show=show), "current": asked.show == show}
        for show, label in labels.items()
    ]


def _tags(asked: Asked) -> list[dict[str, Any]]:
    return [
        {"label": name, "url": address(asked, tag=slug), "current": asked.tag.casefold() == slug}
        for slug, name in browsing.offered_tags()
    ]


def _languages(asked: Asked) -> list[dict[str, Any]]:
    return [
        {"code": code, "url": address(asked, language=code), "current": asked.language == code}
        for code in browsing.offered_languages()
    ]

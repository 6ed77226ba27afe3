"""A member's drafts: kept as one types, added to, published, thrown away. Nobody else knows of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manyhands.core import clock
from manyhands.core.pages import keyset
from manyhands.works import actions
from manyhands.works.forms.drafts import WholeDraft
from manyhands.works.models import Purpose, Version
from manyhands.works.queries.drafts import draft_of
from manyhands.works.queries.making import draft_rows, drafts_of, shown_files
from manyhands.works.queries.stage import stage_of_draft
from manyhands.works.refusals import CannotPublish, by_field
from manyhands.works.views.draft_acts import act_on, sources_found
from manyhands.works.views.draft_page import PARTS, Answer, part_of_draft, show_draft
from manyhands.works.views.making import member_of


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """What one has begun, the newest first."""
    after = request.GET.get("after")
    page = keyset(drafts_of(member_of(request)), by="-changed_at", after=after)
    here = reverse("drafts")
    context = {
        "rows": draft_rows(page.rows),
        "older": f"{here}?after={page.next}" if page.next else None,
        "newer": here if after else None,
    }
    return render(request, "works/drafts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, draft_id: str) -> HttpResponse:
    """The page on which a work gets its title, its sources, its licence, and is published."""
    published = published_as(request, draft_id)
    if published is not None:
        return redirect(published.work)
    found = draft_of(member_of(request), draft_id)
    if request.method != "POST":
        return show_draft(request, Answer(found, WholeDraft(found)))
    answer = act_on(request, found)
    if answer.act == "publish" and not answer.has_errors:
        return publish(request, answer)
    return answered(request, answer)


def answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    """What a press leads to: a part of the page, the page with what is to be mended, or the page anew."""
    if answer.parted:
        return redirect("drafts")
    if request.headers.get("HX-Request") and answer.section in PARTS:
        return part_of_draft(request, answer)
    if answer.has_errors or answer.found is not None or answer.preview:
        return show_draft(request, answer)
    return redirect(f"{reverse('draft', args=[answer.draft.pk])}#{answer.section}")


def published_as(request: HttpRequest, draft_id: str) -> Version | None:
    """What became of a draft, for its maker."""
    published = Version.objects.filter(draft_key=draft_id, by=member_of(request))
    return published.select_related("work").first()


def publish(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Publish what was just saved; all that stands in the way is said beside the fields."""
    accepted = bool(answer.forms.words.cleaned_data.get("accord"))
    by = member_of(request)
    try:
        version = actions.publish_draft(answer.draft.pk, by=by, at=clock.now(), accord_accepted=accepted)
    except CannotPublish as refused:
        return show_draft(request, replace(answer, errors=by_field(refused.problems)))
    if version.number == 1:
        messages.success(request, _("Published. Everyone can see it, and make something from it."))
    else:
        messages.success(request, _("The new version is published. The older ones stay reachable."))
    return redirect(version.work)


@require_POST
def save_draft(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Keep a draft as it stands in the form; the page's script asks for it as one types."""
    found = draft_of(member_of(request), draft_id)
    forms = WholeDraft(found, request.POST)
    valid = forms.is_valid()
    actions.save_draft(found.pk, forms.change(), by=member_of(request), at=clock.now())
    return HttpResponse(status=204 if valid else 422)


@require_http_methods(["GET", "HEAD", "POST"])
def discard_draft(request: HttpRequest, draft_id: str) -> HttpResponse:
    found = draft_of(member_of(request), draft_id)
    if request.method != "POST":
        return render(request, "works/discard_draft.html", {"draft": found})
    actions.discard_draft(found.pk, by=member_of(request))
    messages.success(request, _("The draft is gone."))
    return redirect("drafts")


@require_safe
def draft_file(request: HttpRequest, draft_id: str, file_id: int) -> HttpResponse:
    """How far a file is; asked again and again as long as it moves."""
    found = draft_of(member_of(request), draft_id)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('draft', args=[found.pk])}#files")
    rows = found.files.select_related("upload__blob__processing")
    (file,) = shown_files([get_object_or_404(rows, pk=file_id)])
    context: dict[str, Any] = {"draft": found, "file": file}
    if file.row.purpose == Purpose.MAIN and not file.progress.is_moving:
        context |= {"main": file, "stage": stage_of_draft(found, list(rows.order_by("position", "pk")))}
    response = render(request, "works/draft/_state_answer.html", context)
    response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def find_sources(request: HttpRequest, draft_id: str) -> HttpResponse:
    """What one may mean, as options below the field."""
    found = draft_of(member_of(request), draft_id)
    context: dict[str, Any] = {
        "draft": found,
        "found": sources_found(request.GET.get("find", ""), found.member),
    }
    return render(request, "works/draft/_options.html", context)

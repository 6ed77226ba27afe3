"""The first page of making: drop files, or write; then it is a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from manyhands.core import clock
from manyhands.core.ids import random_id
from manyhands.media.forms import Received, received_files
from manyhands.media.models import Upload
from manyhands.media.queries import takes_of
from manyhands.media.text import render as markdown
from manyhands.people.models import Member
from manyhands.works import actions
from manyhands.works.forms.making import BeginForm, PreviewForm
from manyhands.works.models import Work
from manyhands.works.queries.faces import faces_of
from manyhands.works.queries.making import draft_rows, drafts_of

WAITING_DRAFTS = 3  # drafts that the first page offers to go on with


def member_of(request: HttpRequest) -> Member:
    """Who is signed in; the gate in front of all views has seen to it that somebody is."""
    assert isinstance(request.user, Member)
    return request.user


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        key = {"request_key": random_id(), "source": number(request.GET.get("source"))}
        return first_page(request, BeginForm(initial=key))
    at = clock.now()
    received = received_files(request, by=member_of(request), at=at)
    form = BeginForm(request.POST)
    if not form.is_valid():
        return first_page(request, form, received)
    said = form.cleaned_data
    if not received.uploads and not said["body"].strip() and not said["arriving"]:
        return nothing_yet(request, form, received)
    order = form.beginning(tuple(received.uploads))
    draft = actions.begin_draft(order, by=member_of(request), at=at)
    if saves_by_itself(request):
        return JsonResponse({"draft": reverse("draft", args=[draft.pk])})
    for sentence in received.refused:
        messages.error(request, sentence)
    return redirect("draft", draft.pk)


def saves_by_itself(request: HttpRequest) -> bool:
    """Whether the page's script asks, which saves as one types."""
    return request.headers.get("Accept") == "application/json"


def number(text: str | None) -> int | None:
    """A row's number as an address carries it."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else None


def nothing_yet(request: HttpRequest, form: BeginForm, received: Received) -> HttpResponse:
    if saves_by_itself(request):
        return HttpResponse(status=204)
    for sentence in received.refused:
        form.add_error(None, sentence)
    if not received.refused:
        form.add_error(None, _("There is nothing in it yet: drop a file, or write something."))
    return first_page(request, form, received)


def first_page(request: HttpRequest, form: BeginForm, received: Received | None = None) -> HttpResponse:
    member = member_of(request)
    source = source_meant(form, member)
    context: dict[str, Any] = {
        "form": form,
        "source": source,
        "face": faces_of([source]).get(source.pk) if source else None,
        "rows": arrived(received, member),
        "takes": takes_of(member),
        "drafts": draft_rows(drafts_of(member).order_by("-changed_at")[:WAITING_DRAFTS]),
    }
    return render(request, "works/make.html", context, status=422 if form.is_bound else 200)


def source_meant(form: BeginForm, member: Member) -> Work | None:
    """The work that one is about to remix.

    :raises Http404: the member must not know of it
    """
    pk = number(str(form["source"].value() or ""))
    works = Work.objects.visible_to(member).for_listing()
    return get_object_or_404(works, pk=pk) if pk else None


def arrived(received: Received | None, member: Member) -> list[dict[str, Any]]:
    """The rows of the upload box for files that came with a form that has to be shown again."""
    ids = received.uploads if received else []
    uploads = Upload.objects.finished().filter(member=member, pk__in=ids).select_related("blob")
    return [{"id": each.pk, "name": each.name, "size": each.blob and each.blob.size} for each in uploads]


@require_POST
def preview_text(request: HttpRequest) -> HttpResponse:
    """A text as it will be read."""
    form = PreviewForm(request.POST)
    body = form.cleaned_data["body"] if form.is_valid() else ""
    said = markdown(body)
    context = {
        "html": said.html,
        "reading": said.reading,
        "language": form.cleaned_data.get("language", ""),
        "errors": form["body"].errors,
    }
    return render(request, "works/_preview.html", context, status=200 if form.is_valid() else 422)

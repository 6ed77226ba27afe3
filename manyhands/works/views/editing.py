"""What its maker does with a work that stands: change its words, begin a new version, take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from manyhands.core import clock
from manyhands.core.pages import keyset
from manyhands.people.middleware import public
from manyhands.rights.rules import LICENCES
from manyhands.works import actions
from manyhands.works.forms.editing import EditForm
from manyhands.works.models import Draft, Edit, Tombstone, Version, Work
from manyhands.works.queries.history import changes_of, grants_of
from manyhands.works.queries.licensing import licence_choices_of_work
from manyhands.works.refusals import CannotPublish, by_field
from manyhands.works.views.making import member_of
from manyhands.works.views.works import number_of, page_of, pager

SIZE = 30  # changes, and versions, on a page

FORM_VERBS = ["GET", "HEAD", "POST"]


def own(request: HttpRequest, name: str) -> Work:
    """:raises Http404: there is no such work, or it is somebody else's"""
    works = Work.objects.standing().for_listing()
    return get_object_or_404(works, pk=number_of(name), author=member_of(request))


@require_http_methods(FORM_VERBS)
def work_edit(request: HttpRequest, name: str) -> HttpResponse:
    work = own(request, name)
    form = EditForm.of(work, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            edits = actions.edit_words(work, form.order(), by=member_of(request), at=clock.now())
        except CannotPublish as refused:
            form.refuse(by_field(refused.problems))
        else:
            if edits:
                messages.success(request, _("Changed. What stood there before can be read in its history."))
            return redirect(Work.objects.get(pk=work.pk))
    status = 422 if form.errors else 200
    return render(request, "works/edit.html", {"form": form, "work": work}, status=status)


@require_http_methods(FORM_VERBS)
def work_licence(request: HttpRequest, name: str) -> HttpResponse:
    """Under what a work is offered from now on, beside all that it was ever offered under."""
    work, wanted = own(request, name), request.POST.get("licence", "")
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            actions.change_licence(work, wanted, by=member_of(request), at=clock.now())
        except CannotPublish as refused:
            errors = by_field(refused.problems)
        else:
            if wanted != work.licence:
                licence = LICENCES[wanted].name
                messages.success(request, _("From now on it is offered under %(name)s.") % {"name": licence})
            return redirect(work)
    choices = licence_choices_of_work(work, wanted=wanted)
    context = {"work": work, "licences": choices, "grants": grants_of(work), "errors": errors}
    return render(request, "works/licence.html", context, status=422 if errors else 200)


@require_http_methods(FORM_VERBS)
def start_version(request: HttpRequest, name: str) -> HttpResponse:
    work = own(request, name)
    if request.method == "POST":
        draft = actions.start_version(work, by=member_of(request), at=clock.now())
        return redirect("draft", draft.pk)
    context = {"work": work, "begun": Draft.objects.of(member_of(request)).filter(work=work).first()}
    return render(request, "works/start_version.html", context)


@require_http_methods(FORM_VERBS)
def remove_work(request: HttpRequest, name: str) -> HttpResponse:
    work = own(request, name)
    if request.method == "POST":
        actions.remove_work(work, why=Tombstone.Why.MAKER, by=member_of(request), at=clock.now())
        messages.success(request, _("It is taken back. Its place in the thread stays, without its content."))
        return redirect("drafts")
    return render(request, "works/remove.html", {"work": work})


def visible(request: HttpRequest, name: str) -> Work:
    """:raises Http404: there is no such work, or the viewer must not know of it"""
    works = Work.objects.visible_to(request.user).for_listing()
    return get_object_or_404(works, pk=number_of(name))


@public
@require_safe
def work_version(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """An older version of a work, as it was; the newest one is the work's own page."""
    work = visible(request, name)
    version = Version.objects.filter(work=work, number=number).first()
    if version is None:
        raise Http404
    if version.pk == work.latest_id:
        return redirect(work)
    return render(request, "works/version.html", page_of(request, work, version))


@public
@require_safe
def work_history(request: HttpRequest, name: str) -> HttpResponse:
    """How the words of a work have changed; and under which licences it was offered, since when."""
    work = visible(request, name)
    here, after, below = (
        reverse("work_history", args=[name]),
        request.GET.get("after"),
        request.GET.get("below"),
    )
    edits = keyset(Edit.objects.filter(work=work), size=SIZE, after=after)
    versions = keyset(Version.objects.filter(work=work).defer("body"), by="-number", size=SIZE, after=below)
    context: dict[str, Any] = {
        "work": work,
        "changes": changes_of(work, edits.rows),
        "grants": grants_of(work),
        "versions": versions.rows,
        "changes_pager": pager(here, edits.next, after),
        "versions_pager": {
            "older": f"{here}?below={versions.next}#versions" if versions.next else None,
            "newer": f"{here}#versions" if below else None,
        },
    }
    return render(request, "works/history.html", context)

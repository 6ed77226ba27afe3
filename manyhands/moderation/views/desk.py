"""The moderators' desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from manyhands.core import clock
from manyhands.core.errors import RuleBroken
from manyhands.core.pages import keyset
from manyhands.moderation import actions, queries, subjects
from manyhands.moderation.context import context_of, reports_about
from manyhands.moderation.forms import RulingForm
from manyhands.moderation.models import Report, Ruling
from manyhands.moderation.permissions import for_moderators
from manyhands.people.models import Member


@require_safe
@for_moderators
def desk(request: HttpRequest) -> HttpResponse:
    """Reported things, the longest waiting first."""
    urgent = request.GET.get("urgent") == "yes"
    after = request.GET.get("after", "")
    cases, following = queries.queue(urgent=urgent, after=int(after) if after.isdecimal() else 0)
    context = {"cases": cases, "next": following, "urgent": urgent, "at_start": not after}
    return render(request, "moderation/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def rule(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    """One reported thing, what is known about it, and the decision."""
    thing = subjects.find(subject, [subject_id]).get(subject_id)
    if thing is None:
        return gone(request, subject, subject_id)
    form = RulingForm(thing, request.POST or None)
    if request.method == "POST" and form.is_valid() and ruled(request, form):
        messages.success(request, _("Decided. Its maker and those who reported it are being told."))
        return redirect("desk")
    context = {"form": form, "thing": thing, **context_of(thing, after=request.GET.get("after"))}
    status = 422 if request.method == "POST" else 200
    return render(request, "moderation/rule.html", context, status=status)


def ruled(request: HttpRequest, form: RulingForm) -> bool:
    """Whether the decision was taken; if not, the form says why."""
    assert isinstance(request.user, Member)
    try:
        actions.rule(form.order, by=request.user, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return False
    return True


def gone(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    """Its maker took it back: the reports are all that is left, and they can be put away."""
    reports = Report.objects.about(subject, subject_id)
    if not reports.exists():
        raise Http404
    if request.method == "POST":
        assert isinstance(request.user, Member)
        actions.put_away(subject, subject_id, by=request.user, at=clock.now())
        return redirect("desk")
    context = reports_about(subject, subject_id, after=request.GET.get("after"))
    return render(request, "moderation/gone.html", context)


@require_safe
@for_moderators
def rulings(request: HttpRequest) -> HttpResponse:
    """All that was decided, newest first."""
    page = keyset(Ruling.objects.select_related("by", "maker"), after=request.GET.get("after"))
    at_start = not request.GET.get("after")
    context = {"rows": queries.with_things(page.rows), "next": page.next, "at_start": at_start}
    return render(request, "moderation/rulings.html", context)

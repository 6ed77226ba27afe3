"""What everybody can do: report a thing, see what came of it, and read why something of theirs was hidden."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from manyhands.core import clock
from manyhands.core.errors import NotThere, RuleBroken
from manyhands.core.pages import keyset
from manyhands.moderation import actions, queries, subjects
from manyhands.moderation.actions.reports import TooMany
from manyhands.moderation.forms import ReportForm
from manyhands.moderation.models import Report, Ruling
from manyhands.moderation.subjects import Thing
from manyhands.people.middleware import public
from manyhands.people.models import Member

FROM_OUTSIDE_AN_HOUR = 5


@public
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    """Anybody may report, with or without an account: the law of many places wants it so."""
    thing = subjects.find(subject, [subject_id], viewer=request.user).get(subject_id)
    if thing is None:
        raise Http404
    member = request.user if isinstance(request.user, Member) else None
    if member and (earlier := Report.objects.about(subject, subject_id).filter(by=member).first()):
        return render(request, "moderation/reported.html", {"report": earlier, "thing": thing})
    form = ReportForm(thing, member, request.POST or None)
    if request.method == "POST" and form.is_valid() and reported(request, form):
        return render(request, "moderation/reported.html", {"thing": thing, "is_new": True})
    status = 422 if request.method == "POST" else 200
    return render(request, "moderation/report.html", {"form": form, "thing": thing}, status=status)


def reported(request: HttpRequest, form: ReportForm) -> bool:
    """Whether the report was taken; if not, the form says why."""
    try:
        if not request.user.is_authenticated:
            check_outside_pace(request)
        actions.report(form.order, by=request.user, at=clock.now())
    except NotThere:
        raise
    except RuleBroken as refusal:
        form.refuse(refusal)
        return False
    return True


def check_outside_pace(request: HttpRequest) -> None:
    """:raises TooMany: this network address has sent enough for an hour"""
    key = f"report:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=3600)
    if cache.incr(key) > FROM_OUTSIDE_AN_HOUR:
        raise TooMany(_("Several reports came from your network within an hour. Please send this one later."))


@require_safe
def own_reports(request: HttpRequest) -> HttpResponse:
    """What one reported, and the answers. Whether and why something was hidden, never by whom."""
    mine = Report.objects.filter(by=request.user.pk).select_related("ruling")
    page = keyset(mine, after=request.GET.get("after"))
    rows = [(row, visible(thing, request)) for row, thing in queries.with_things(page.rows)]
    context = {
        "rows": rows,
        "older": f"?after={page.next}" if page.next else None,
        "newer": request.path if request.GET.get("after") else None,
    }
    return render(request, "moderation/own_reports.html", context)


def visible(thing: Thing | None, request: HttpRequest) -> Thing | None:
    """The thing, if it is not hidden from the reporter."""
    return thing if thing and (not thing.is_hidden or thing.maker == request.user) else None


@require_safe
def ruling(request: HttpRequest, ruling_id: int) -> HttpResponse:
    """The statement of reasons: for the maker, and for moderators."""
    found = get_object_or_404(Ruling.objects.select_related("by", "maker"), pk=ruling_id)
    assert isinstance(request.user, Member)
    if found.maker_id != request.user.pk and not request.user.is_moderator():
        raise Http404
    thing = subjects.find(found.subject, [found.subject_id]).get(found.subject_id)
    return render(request, "moderation/ruling.html", {"ruling": found, "thing": thing})

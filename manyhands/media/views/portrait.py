"""The picture that a member shows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manyhands.core import clock
from manyhands.core.errors import RuleBroken
from manyhands.media import actions
from manyhands.media.forms import received_files
from manyhands.media.models import Portrait, Upload
from manyhands.media.queries import portraits_of
from manyhands.people.models import Member


def portrait(request: HttpRequest) -> HttpResponse:
    """Choose a picture: one plain file field, for portraits are small."""
    assert isinstance(request.user, Member)
    problem = ""
    if request.method == "POST":
        try:
            _show(request, request.user)
            return redirect("portrait")
        except RuleBroken as broken:
            problem = str(broken)
    about = {
        "problem": problem,
        "shown": Portrait.objects.filter(member=request.user).exists(),
        "address": portraits_of([request.user.pk]).get(request.user.pk),
    }
    return render(request, "media/portrait.html", about)


def _show(request: HttpRequest, member: Member) -> None:
    received = received_files(request, by=member, at=clock.now())
    if received.refused:
        raise RuleBroken(received.refused[0])
    if not received.uploads:
        raise RuleBroken(_("Choose a picture first."))
    upload = Upload.objects.filter(pk=received.uploads[0], member=member).first()
    if upload is None:
        raise RuleBroken(_("The picture did not arrive. Choose it once more."))
    actions.show_portrait(upload, by=member, at=clock.now())


@require_POST
def take_portrait_down(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Member)
    actions.take_portrait_down(by=request.user, at=clock.now())
    messages.success(request, _("Your page shows the first letter of your name again."))
    return redirect("portrait")

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manyhands.core import clock
from manyhands.people import actions
from manyhands.people.models import Member


@require_POST
def block(request: HttpRequest, handle: str) -> HttpResponse:
    """Do not hear from somebody any more."""
    assert isinstance(request.user, Member)
    member = get_object_or_404(Member.objects.visible_to(request.user), handle=handle)
    actions.block(member, by=request.user, at=clock.now())
    messages.success(request, _("You will not hear from %(name)s. Nobody is told.") % {"name": member.name})
    return redirect("blocks")


@require_POST
def unblock(request: HttpRequest, handle: str) -> HttpResponse:
    """Hear from somebody again, also from who is suspended meanwhile."""
    assert isinstance(request.user, Member)
    member = get_object_or_404(Member, handle=handle, blocked_by__by=request.user)
    actions.unblock(member, by=request.user, at=clock.now())
    return redirect("blocks")

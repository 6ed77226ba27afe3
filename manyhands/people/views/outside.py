"""For whoever has the right password and may not come in: why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from manyhands.people.allauth import OUTSIDE
from manyhands.people.middleware import public
from manyhands.people.models import Approval, Member, Suspension


@public
def outside(request: HttpRequest) -> HttpResponse:
    """Somebody waits for an answer, was refused, or is suspended: the reason is theirs to read."""
    member = Member.objects.filter(pk=request.session.get(OUTSIDE, 0), closure=None).first()
    if member is None or Member.objects.present().filter(pk=member.pk).exists():
        return redirect("sign_in")
    about = {
        "member": member,
        "suspension": Suspension.objects.filter(member=member, lifted_at=None).first(),
        "refusal": Approval.objects.filter(member=member, welcome=False).first(),
    }
    return render(request, "people/outside.html", about)

"""What administrators do about people: invite, answer who asks, give roles."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manyhands.core import clock
from manyhands.core.errors import RuleBroken
from manyhands.core.pages import keyset
from manyhands.people import actions, queries, rules
from manyhands.people.allauth import site_address
from manyhands.people.forms.administration import InvitationForm, RefusalForm, RoleForm
from manyhands.people.models import Invitation, Member, Role, RoleName
from manyhands.people.permissions import who_may

ROLES = 60
FRESH_LINK = "fresh_invitation"  # session key: the one time that a link can be shown


@who_may("invite")
def invitations(request: HttpRequest) -> HttpResponse:
    """The invitations so far; a new one shows its link here, once."""
    assert isinstance(request.user, Member)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _invitation, path = actions.invite(by=request.user, at=clock.now(), **form.cleaned_data)
        request.session[FRESH_LINK] = site_address(request) + path
        return redirect("invitations")
    made = Invitation.objects.select_related("by").annotate(taken=Count("uses"))
    about = {
        "form": form,
        "page": keyset(made, after=request.GET.get("after")),
        "link": request.session.pop(FRESH_LINK, None) if request.method == "GET" else None,
        "now": clock.now(),
        "joining": queries.joining_now(),
    }
    return render(request, "people/invitations.html", about)


@require_POST
@who_may("invite")
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    assert isinstance(request.user, Member)
    actions.withdraw_invitation(get_object_or_404(Invitation, pk=pk), by=request.user, at=clock.now())
    messages.success(request, _("Nobody else can join by that link."))
    return redirect("invitations")


@who_may("approve")
def approvals(request: HttpRequest) -> HttpResponse:
    """Who asks to join, the longest waiting first."""
    waiting = Member.objects.waiting()
    about = {
        "page": keyset(waiting, by="joined_at", after=request.GET.get("after")),
        "refusal": RefusalForm(),
        "joining": queries.joining_now(),
    }
    return render(request, "people/approvals.html", about)


@require_POST
@who_may("approve")
def approve(request: HttpRequest, handle: str) -> HttpResponse:
    assert isinstance(request.user, Member)
    member = get_object_or_404(Member.objects.waiting(), handle=handle)
    actions.approve(member, by=request.user, at=clock.now())
    messages.success(request, _("%(name)s is in.") % {"name": member.name})
    return redirect("approvals")


@who_may("approve")
def refuse(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask for the reason, then say no."""
    assert isinstance(request.user, Member)
    member = get_object_or_404(Member.objects.waiting(), handle=handle)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.refuse(member, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        return redirect("approvals")
    return render(request, "people/refuse.html", {"form": form, "member": member})


@who_may("give_role")
def roles(request: HttpRequest) -> HttpResponse:
    """Who looks after the company; and give somebody a role."""
    assert isinstance(request.user, Member)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        handle = rules.handle_key(form.cleaned_data["handle"])
        member = Member.objects.present().filter(handle=handle).first()
        if member is None:
            form.add_error("handle", _("Nobody here has this handle."))
        else:
            try:
                actions.give_role(
                    member, RoleName(form.cleaned_data["role"]), by=request.user, at=clock.now()
                )
                return redirect("roles")
            except RuleBroken as broken:
                form.add_error(None, str(broken))
    held = Role.objects.current().select_related("member", "by")
    page = keyset(held, by="name", size=ROLES, after=request.GET.get("after"))
    return render(request, "people/roles.html", {"form": form, "page": page})


@require_POST
@who_may("give_role")
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    assert isinstance(request.user, Member)
    role = get_object_or_404(Role.objects.current().select_related("member"), pk=pk)
    actions.end_role(role.member, RoleName(role.name), by=request.user, at=clock.now())
    messages.success(request, _("The role has ended."))
    return redirect("roles")

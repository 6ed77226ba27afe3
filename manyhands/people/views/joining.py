"""Coming in: by an invitation, where the company is open, by asking, or as the first of all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from allauth.account.internal.flows.signup import complete_signup, prevent_enumeration
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from manyhands.core import clock
from manyhands.core.errors import AlreadyDone
from manyhands.core.models import Company, Joining
from manyhands.people import actions, queries
from manyhands.people.actions.refusals import LinkSpent, MailTaken
from manyhands.people.allauth import first_passkey_follows
from manyhands.people.forms.joining import JoinForm
from manyhands.people.middleware import public
from manyhands.people.models import Member
from manyhands.people.views.limits import limited


@public
@limited
def join(request: HttpRequest) -> HttpResponse:
    """The page for whoever was not invited."""
    joining = queries.joining_now()
    if request.user.is_authenticated:
        return redirect("/")
    if joining == Joining.INVITATION:
        return render(request, "people/join_closed.html")
    return _join(request, actions.join, minimum_age=Company.current().minimum_age, joining=joining)


@public
@limited
def join_by_invitation(request: HttpRequest, token: str) -> HttpResponse:
    invitation = queries.usable_invitation(token, at=clock.now())
    if invitation is None:
        raise LinkSpent(_("This invitation was used up, withdrawn or is too old. Ask for a new one."))
    if request.user.is_authenticated:
        return redirect("/")
    act = partial(actions.join, token=token)
    return _join(request, act, minimum_age=Company.current().minimum_age, invited_by=invitation.by)


@public
@limited
def become_first_administrator(request: HttpRequest, token: str) -> HttpResponse:
    if not actions.is_first_link(token):
        raise LinkSpent(_("This link has been used. Sign in, or ask an administrator for an invitation."))
    return _join(
        request, partial(actions.become_first_administrator, token=token), minimum_age=0, is_first=True
    )


def _join(
    request: HttpRequest, act: Callable[..., Member], *, minimum_age: int, **about: object
) -> HttpResponse:
    at = clock.now()
    form = JoinForm(request.POST or None, at=at, minimum_age=minimum_age)
    if request.method == "POST" and form.is_valid():
        try:
            return _welcome(request, act(form.newcomer(), at=at))
        except MailTaken:  # the owner of the address learns it by mail; this page says what it always says
            answer: HttpResponse = prevent_enumeration(request, email=form.cleaned_data["mail"])
            return answer
        except AlreadyDone as broken:
            form.add_error(broken.field, str(broken))
    return render(request, "people/join.html", {"form": form, **about})


def _welcome(request: HttpRequest, member: Member) -> HttpResponse:
    """Sign the newcomer in; or go on to the mail that was sent, or to the passkey in place of a password."""
    if member.is_active and first_passkey_follows(request, member):
        return redirect("first_passkey")
    answer: HttpResponse = complete_signup(request, user=member)
    return answer

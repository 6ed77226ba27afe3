"""A newcomer who chose no password makes the passkey that stands in for one."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.mfa.webauthn.forms import SignupWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from manyhands.core import clock
from manyhands.people import actions
from manyhands.people.allauth import FIRST_PASSKEY, first_passkey_follows
from manyhands.people.forms.signing_in import FirstPasswordForm
from manyhands.people.middleware import public
from manyhands.people.models import Member
from manyhands.people.views.limits import limited


@public
@limited
def first_passkey(request: HttpRequest) -> HttpResponse:
    """Make the first passkey, or think again and choose a password: a browser may have no passkeys."""
    member = Member.objects.present().filter(pk=request.session.get(FIRST_PASSKEY, 0)).first()
    if member is None or not first_passkey_follows(request, member):
        return redirect("sign_in")
    with_password = "password1" in request.POST
    passkey = SignupWebAuthnForm(None if with_password else request.POST or None, user=member)
    password = FirstPasswordForm(data=request.POST if with_password else None, user=member)
    if passkey.is_valid():
        said = passkey.cleaned_data
        flows.signup_authenticator(request, user=member, name=said["name"], credential=said["credential"])
        return _sign_in(request, member)
    if password.is_valid():
        actions.change_password(member, password.cleaned_data["password1"], at=clock.now())
        return _sign_in(request, member)
    options = auth.begin_registration(member, True)
    about = {"passkey": passkey, "password": password, "options": options, "member": member}
    return render(request, "people/first_passkey.html", about)


def _sign_in(request: HttpRequest, member: Member) -> HttpResponse:
    del request.session[FIRST_PASSKEY]
    answer: HttpResponse = perform_login(request, Login(user=member, signup=True))
    return answer

"""Signing in and out, and back in when something was forgotten: allauth's views with our pages."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.logout import logout
from allauth.mfa.base import views as second_step
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from manyhands.core import clock
from manyhands.people import actions
from manyhands.people.middleware import public
from manyhands.people.models import Member

sign_in = public(account.LoginView.as_view(template_name="people/sign_in.html"))
sign_in_by_passkey = public(webauthn.LoginWebAuthnView.as_view())
second_step_of_sign_in = public(second_step.AuthenticateView.as_view(template_name="people/second_step.html"))
sign_out = public(account.LogoutView.as_view(template_name="people/sign_out.html"))

ask_for_reset = public(account.PasswordResetView.as_view(template_name="people/ask_for_reset.html"))
reset_sent = public(account.PasswordResetDoneView.as_view(template_name="people/reset_sent.html"))
reset_password = public(account.PasswordResetFromKeyView.as_view(template_name="people/reset_password.html"))
reset_done = public(account.PasswordResetFromKeyDoneView.as_view(template_name="people/reset_done.html"))

mail_sent = public(account.EmailVerificationSentView.as_view(template_name="people/mail_sent.html"))
confirm_mail = public(account.ConfirmEmailView.as_view(template_name="people/confirm_mail.html"))

sign_in_again = account.ReauthenticateView.as_view(template_name="people/sign_in_again.html")
sign_in_again_by_code = second_step.ReauthenticateView.as_view(template_name="people/sign_in_again.html")


class SignInAgainByPasskey(webauthn.ReauthenticateWebAuthnView):
    template_name = "people/sign_in_again_by_passkey.html"

    def get_context_data(self, **about: Any) -> dict[str, Any]:
        # allauth's own view forgets its form here
        return {**super().get_context_data(**about), "form": about.get("form", self.get_form())}


sign_in_again_by_passkey = SignInAgainByPasskey.as_view()


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of the member, this one too unless it is asked to stay."""
    assert isinstance(request.user, Member)
    keep = request.session.session_key if "keep" in request.POST else None
    actions.sign_out_everywhere(request.user, keep=keep, at=clock.now())
    if keep:
        return redirect("security")
    logout(request)
    return redirect("sign_in")

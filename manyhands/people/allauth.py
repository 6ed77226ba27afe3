"""How django-allauth is bent to this company's rules.

allauth keeps the machinery behind sign-in, mail confirmation, reset and second steps; joining is ours.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manyhands.core import clock
from manyhands.core.models import Company
from manyhands.people import actions, rules
from manyhands.people.models import Member
from manyhands.people.session_store import DEVICE, SIGNED_IN_AT

OUTSIDE = "member_outside"  # session key: who gave the right password, but may not come in now


class Backend(AuthenticationBackend):
    """Who a session speaks for: nobody, as soon as the member is suspended or gone."""

    def get_user(self, user_id: int) -> Member | None:
        return Member.objects.present().with_roles().filter(pk=user_id).first()


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("The address or the password is not right."),
        "username_password_mismatch": gettext_lazy("The handle or the password is not right."),
        "too_many_login_attempts": gettext_lazy("That was tried too often. Please wait five minutes."),
        "rate_limited": gettext_lazy("That was tried too often. Please wait a minute."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "enter_current_password": gettext_lazy("This is not your password of now."),
        "incorrect_code": gettext_lazy("This code does not fit. The app shows a new one every half minute."),
        "duplicate_email": gettext_lazy("This is your address already."),
    }

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponse | None:
        """Who is suspended, refused or still waits reads why; who is unconfirmed goes on to the mail."""
        assert isinstance(user, Member)
        waits = Member.objects.waiting().filter(pk=user.pk).exists()
        kept_out = not user.is_active and EmailAddress.objects.filter(user=user, verified=True).exists()
        suspended = user.suspensions.filter(lifted_at=None).exists()
        if not (waits or kept_out or suspended):
            return None
        request.session[OUTSIDE] = user.pk
        return redirect("outside")

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        request.session.pop(OUTSIDE, None)
        request.session[DEVICE] = rules.device_of(request.headers.get("User-Agent", ""))
        request.session[SIGNED_IN_AT] = clock.now().isoformat()

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponse:
        assert isinstance(user, Member)
        response = super().post_login(request, user, **how)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=settings.SESSION_COOKIE_AGE,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        confirmed = bool(super().confirm_email(request, email_address))
        if confirmed:
            actions.confirm_mail(email_address.user, at=clock.now())
        return confirmed

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        assert isinstance(user, Member)
        keep = self.request.session.session_key if self.request and self.request.user == user else None
        actions.change_password(user, password, keep=keep, at=clock.now())

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None
    ) -> Any:
        return super().render_mail(template_prefix, email, {**context, "company": Company.current()}, headers)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # the page of join is ours


class SecondStepAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return Company.current().name

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        held = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": held + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        host = urlsplit(settings.SITE_URL).hostname or entity["id"]
        return {"id": host, "name": Company.current().name}

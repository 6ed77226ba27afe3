"""How django-allauth is bent to this company's rules.

allauth keeps the machinery behind sign-in, mail confirmation, reset and second steps; joining is ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manyhands.core import clock
from manyhands.core.models import Company
from manyhands.core.prepared import prepared
from manyhands.people import actions, rules
from manyhands.people.middleware import ROLES
from manyhands.people.models import Member
from manyhands.people.session_store import DEVICE, SIGNED_IN_AT

OUTSIDE = "member_outside"  # session key: who gave the right password, but may not come in now
FIRST_PASSKEY = "first_passkey"  # session key: who has confirmed the address, and has no way to sign in yet


def site_address(request: HttpRequest) -> str:
    """How links in mails begin. Only without ``SITE_URL`` may a request say what this site is called."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def kept_outside(request: HttpRequest, member: Member) -> HttpResponse | None:
    """Where somebody reads why they may not come in, if so."""
    answered = EmailAddress.objects.filter(user=member, verified=True).exists() and not member.is_active
    if not answered and not member.suspensions.filter(lifted_at=None).exists():
        return None
    request.session[OUTSIDE] = member.pk
    return redirect("outside")


def first_passkey_follows(request: HttpRequest, member: Member) -> bool:
    """Whether a member has neither password nor passkey; if so, this browser may make the first one."""
    if member.has_usable_password() or Authenticator.objects.filter(user=member).exists():
        return False
    request.session[FIRST_PASSKEY] = member.pk
    return True


_present = prepared(lambda pk: Member.objects.present().with_roles().filter(pk=pk), -1)


class Backend(AuthenticationBackend):
    """Who a session speaks for: nobody, as soon as the member is suspended or gone."""

    def get_user(self, user_id: int) -> Member | None:
        return next(iter(_present(int(user_id))), None)


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
        return kept_outside(request, user)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        assert isinstance(user, Member)
        answer = kept_outside(request, user)
        if answer:  # a confirmed address goes on to here without another look at who it is
            clear_login(request)
            raise ImmediateHttpResponse(answer)
        super().login(request, user)
        request.session.pop(OUTSIDE, None)
        request.session[DEVICE] = rules.device_of(request.headers.get("User-Agent", ""))
        request.session[ROLES] = user.roles_held()  # under which this key was given
        request.session[SIGNED_IN_AT] = clock.now().isoformat()
        # Nobody is asked to sign in again right after signing in.
        record_authentication(request, user, method="sign_in", reauthenticated=True)

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
            if first_passkey_follows(request, email_address.user):
                clear_login(request)  # not in by the link alone: the passkey comes first
        return confirmed

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        member = Member.objects.get(pk=email_address.user_id)  # as the confirmation has left it
        if self.request.user.is_authenticated:
            return reverse("account_email")
        if kept_outside(self.request, member):
            return reverse("outside")
        return reverse("first_passkey" if first_passkey_follows(self.request, member) else "sign_in")

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        assert isinstance(user, Member)
        keep = self.request.session.session_key if self.request and self.request.user == user else None
        actions.change_password(user, password, keep=keep, at=clock.now())

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None
    ) -> Any:
        about = {"company": Company.current(), "site": site_address(context["request"])}
        return super().render_mail(template_prefix, email, {**context, **about}, headers)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return site_address(request) + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        return site_address(self.request) + reverse("account_reset_password_from_key", args=key.split("-", 1))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # the page of join is ours


class SecondStepAdapter(DefaultMFAAdapter):
    def is_mfa_enabled(self, user: AbstractBaseUser, types: Iterable[str] | None = None) -> bool:
        """A second step is asked of whoever turned on an app; a passkey alone is a way in of its own."""
        if types and set(types) == {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}:
            types = [Authenticator.Type.TOTP]
        return bool(super().is_mfa_enabled(user, types))

    def get_totp_issuer(self) -> str:
        return Company.current().name

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        held = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": held + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        host = urlsplit(settings.SITE_URL).hostname or entity["id"]
        return {"id": host, "name": Company.current().name}

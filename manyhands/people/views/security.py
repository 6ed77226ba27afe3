"""How a member signs in, and where they are signed in now."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from manyhands.core.pages import keyset
from manyhands.people import actions
from manyhands.people.models import Member, Session

SECURITY = reverse_lazy("security")

change_mail = account.EmailView.as_view(template_name="people/change_mail.html")
change_password = account.PasswordChangeView.as_view(
    template_name="people/change_password.html", success_url=SECURITY
)
set_password = account.PasswordSetView.as_view(template_name="people/set_password.html", success_url=SECURITY)
activate_app = totp.ActivateTOTPView.as_view(template_name="people/activate_app.html")
deactivate_app = totp.DeactivateTOTPView.as_view(
    template_name="people/deactivate_app.html", success_url=SECURITY
)
recovery_codes_page = recovery_codes.ViewRecoveryCodesView.as_view(template_name="people/recovery_codes.html")
new_recovery_codes = recovery_codes.GenerateRecoveryCodesView.as_view(
    template_name="people/new_recovery_codes.html"
)
rename_passkey = webauthn.EditWebAuthnView.as_view(
    template_name="people/rename_passkey.html", success_url=SECURITY
)
remove_passkey = webauthn.RemoveWebAuthnView.as_view(
    template_name="people/remove_passkey.html", success_url=SECURITY
)


class AddPasskey(webauthn.AddWebAuthnView):
    """A passkey here is always a way in of its own, not a second step, so it needs no recovery codes."""

    template_name = "people/add_passkey.html"
    success_url = SECURITY

    def get_context_data(self, **about: Any) -> dict[str, Any]:
        assert isinstance(self.request.user, Member)
        about.setdefault("form", self.get_form())
        return {**about, "view": self, "options": auth.begin_registration(self.request.user, True)}

    def form_valid(self, form: Any) -> HttpResponse:
        assert isinstance(self.request.user, Member)
        said = form.cleaned_data
        flows.signup_authenticator(
            self.request, user=self.request.user, name=said["name"], credential=said["credential"]
        )
        get_adapter().send_notification_mail("mfa/email/webauthn_added", self.request.user)
        return redirect("security")


add_passkey = AddPasskey.as_view()


def security(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Member)
    held = Authenticator.objects.filter(user=request.user).order_by("created_at")
    by_type = {kind: [each for each in held if each.type == kind] for kind in Authenticator.Type.values}
    sessions = Session.objects.filter(member=request.user, expire_date__gt=timezone.now())
    about = {
        "mail": EmailAddress.objects.get_verified(request.user),
        "passkeys": [each.wrap() for each in by_type["webauthn"]],
        "app": next(iter(by_type["totp"]), None),
        "codes": next((each.wrap() for each in by_type["recovery_codes"]), None),
        "page": keyset(sessions, by="-signed_in_at", after=request.GET.get("after")),
        "this_session": request.session.session_key,
    }
    return render(request, "people/security.html", about)


@require_POST
def end_session(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign out one browser."""
    assert isinstance(request.user, Member)
    if not actions.end_session(request.user, public_id):
        raise Http404
    return redirect("security")

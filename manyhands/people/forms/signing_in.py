"""allauth's forms with our fields and words. Settings name them (``ACCOUNT_FORMS``, ``MFA_FORMS``)."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from manyhands.people import rules
from manyhands.people.forms.fields import MailField, NewPasswordField, PasswordField, widget_attributes

CODE_ATTRIBUTES = widget_attributes("one-time-code", inputmode="numeric", dir="ltr")


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Handle or mail address"),
            max_length=254,
            widget=forms.TextInput(attrs=widget_attributes("username webauthn", dir="auto")),
        )
        self.fields["password"] = PasswordField()

    def clean_login(self) -> str:
        """An address stays as it is; a handle is brought to the form that is kept."""
        login: str = self.cleaned_data["login"].strip()
        try:
            validate_email(login)
        except ValidationError:
            return rules.handle_key(login)
        return login


class SignInAgainForm(account.ReauthenticateForm):
    password = PasswordField()  # type: ignore[assignment]


class _OnePasswordForm(forms.Form):
    """allauth asks for a new password twice; once is enough where it can be shown and reset."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"] = _NewPasswordOf(getattr(self, "user", None))


class _NewPasswordOf(NewPasswordField):
    def __init__(self, user: Any) -> None:
        super().__init__(label=_("New password"))
        self.user = user

    def clean(self, value: Any) -> str:
        from allauth.account.adapter import get_adapter

        return str(get_adapter().clean_password(super().clean(value), user=self.user))


class ChangePasswordForm(_OnePasswordForm, account.ChangePasswordForm):
    oldpassword = PasswordField(label=_("Password of now"))  # type: ignore[assignment]


class SetPasswordForm(_OnePasswordForm, account.SetPasswordForm):
    pass


class FirstPasswordForm(SetPasswordForm):
    """For a newcomer who wanted a passkey and thinks again."""


class ResetPasswordForm(_OnePasswordForm, account.ResetPasswordKeyForm):
    pass


class AskForResetForm(account.ResetPasswordForm):
    email = MailField(label=_("Your mail address"))  # type: ignore[assignment]


class ChangeMailForm(account.AddEmailForm):
    email = MailField(label=_("New mail address"))  # type: ignore[assignment]


class SecondStepForm(second_step.AuthenticateForm):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six digits that your app shows, or one of your recovery codes."),
        widget=forms.TextInput(attrs=CODE_ATTRIBUTES),
    )


class SecondStepAgainForm(second_step.ReauthenticateForm):
    code = forms.CharField(label=_("Code"), widget=forms.TextInput(attrs=CODE_ATTRIBUTES))


class ActivateAppForm(totp.ActivateTOTPForm):
    code = forms.CharField(label=_("Code that the app shows"), widget=forms.TextInput(attrs=CODE_ATTRIBUTES))

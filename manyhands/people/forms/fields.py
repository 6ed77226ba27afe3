"""The fields that several forms have, each with one label, one help text and one set of problems."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("At least 8 characters, and none of the passwords that everybody tries first.")
PASSWORD_LENGTH = 512  # what argon2 is given to chew on


def widget_attributes(autocomplete: str, **more: str) -> dict[str, str]:
    """Attributes of fields whose text is a name for a machine: no keyboard should mend or capitalise it."""
    return {"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false", **more}


class HandleField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Handle"))
        kwargs.setdefault("help_text", _("Your address here and what others call you by: @handle. It stays."))
        kwargs.setdefault("max_length", 60)  # the rules count after folding, and say more
        kwargs["widget"] = forms.TextInput(attrs=widget_attributes("username", dir="auto"))
        super().__init__(**kwargs)


class MailField(forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mail address"))
        kwargs["widget"] = forms.EmailInput(attrs=widget_attributes("email"))
        super().__init__(max_length=254, **kwargs)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class PasswordInput(forms.PasswordInput):
    """A password that can be shown while it is typed, where a script can run."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        words = {"show": gettext("Show"), "hide": gettext("Hide"), "shown": gettext("The password is shown.")}
        context["widget"]["attrs"] |= {"data-behaviour": "reveal", "data-words": json.dumps(words)}
        return context


class PasswordField(forms.CharField):
    """A password that somebody has."""

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Password"))
        kwargs["widget"] = PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=PASSWORD_LENGTH, **kwargs)


class NewPasswordField(PasswordField):
    """A password that somebody chooses: typed once, since it can be shown and reset."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", PASSWORD_HELP)
        super().__init__(autocomplete="new-password", **kwargs)

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from manyhands.api.rules import SCOPES

LABELS = {
    "read": _("See what only you may see"),
    "upload": _("Upload files"),
    "publish": _("Write drafts, publish and change works"),
    "talk": _("Comment and give hearts"),
}
assert LABELS.keys() == SCOPES.keys()


class TokenForm(forms.Form):
    """What a new token is called and may do."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("So that you know it again, like “my phone”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), choices=list(LABELS.items()), widget=forms.CheckboxSelectMultiple
    )

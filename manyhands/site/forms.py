from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

THEME_CHOICES = [
    ("auto", _("as my device does it")),
    ("light", _("light")),
    ("dark", _("dark")),
]


class PreferencesForm(forms.Form):
    theme = forms.ChoiceField(label=_("Colours"), choices=THEME_CHOICES, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)

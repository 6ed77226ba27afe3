from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from manyhands.core.models import Joining

THEME_CHOICES = [
    ("auto", _("as my device does it")),
    ("light", _("light")),
    ("dark", _("dark")),
]


class PreferencesForm(forms.Form):
    theme = forms.ChoiceField(label=_("Colours"), choices=THEME_CHOICES, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)


class CompanyForm(forms.Form):
    """What a company is called and how one joins it."""

    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"dir": "auto"}))
    sign = forms.CharField(
        label=_("Sign"),
        help_text=_("A letter or emoji beside the name. Without one, the red dot stands there."),
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"size": "4", "dir": "auto"}),
    )
    tagline = forms.CharField(
        label=_("In one line"),
        help_text=_("Who you are and what you make."),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    contact = forms.CharField(
        label=_("How to reach you"),
        help_text=_("A mail address or a web page, shown to those who cannot come in."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    joining = forms.ChoiceField(label=_("How one joins"), choices=Joining, widget=forms.RadioSelect)
    minimum_age = forms.IntegerField(
        label=_("From which age"),
        help_text=_("0 for everybody. Laws of your country may ask for 13, 14 or 16."),
        min_value=0,
        max_value=99,
    )
    strangers_record = forms.BooleanField(
        label=_("Who has not joined may record"),
        help_text=_(
            "Five minutes at most. Nobody hears it; after a day it is deleted unless somebody joins for it."
        ),
        required=False,
    )


class WordsForm(forms.Form):
    """A page of the company's own words, in Markdown."""

    words = forms.CharField(
        label=_("Words"),
        help_text=_(
            "In Markdown: an empty line begins a paragraph, **two stars** make bold, - begins a point."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 18, "dir": "auto"}),
    )

"""The first page of making."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manyhands.core.ids import random_id
from manyhands.media.text import LONGEST, normalise
from manyhands.works.orders import Beginning
from manyhands.works.rules import title_from


class BodyField(forms.CharField):
    """A text in Markdown, kept to the letter."""

    def __init__(self, **options: Any) -> None:
        attributes = {"rows": 9, "dir": "auto", "maxlength": LONGEST, "autocomplete": "off"}
        widget = forms.Textarea(attrs=attributes)
        super().__init__(
            label=_("Your text"), required=False, strip=False, max_length=LONGEST, widget=widget, **options
        )

    def clean(self, value: Any) -> str:
        """With one kind of line end: browsers send two characters for each."""
        return normalise(super().clean(value))


class BeginForm(forms.Form):
    """Files come beside it: they are uploads by the time that a view reads the form."""

    body = BodyField()
    request_key = forms.CharField(max_length=80, widget=forms.HiddenInput, required=False)
    source = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput, required=False)
    # Of a file that is still on its way, where somebody goes on without waiting for it.
    arriving = forms.CharField(max_length=1000, widget=forms.HiddenInput, required=False)

    def beginning(self, uploads: tuple[str, ...]) -> Beginning:
        said = self.cleaned_data
        return Beginning(
            key=said["request_key"] or random_id(),
            uploads=uploads,
            body=said["body"],
            source=said["source"],
            title=title_from(said["arriving"]),
        )


class PreviewForm(forms.Form):
    body = BodyField()
    language = forms.CharField(required=False, max_length=35)

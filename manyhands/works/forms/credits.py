"""Naming somebody in a work that stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from manyhands.core.ids import random_id
from manyhands.rights.actions import Person
from manyhands.works.queries.crediting import person_typed


class NamingForm(forms.Form):
    """Its fields are called as in a draft, so that both pages search for people in the same way."""

    credit_name = forms.CharField(max_length=120)
    credit_role = forms.CharField(max_length=60)
    request_key = forms.CharField(max_length=80, widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"request_key": random_id()})
        for name, label in (("credit_name", _("Name")), ("credit_role", _("Did what"))):
            self.fields[name].label = label

    @property
    def key(self) -> str:
        return str(self.cleaned_data["request_key"]) or random_id()

    @property
    def typed(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("credit_name", "credit_role")}

    def person(self) -> Person:
        """:raises NotThere: nobody here has the handle that was typed"""
        return person_typed(self.cleaned_data["credit_name"], self.cleaned_data["credit_role"])

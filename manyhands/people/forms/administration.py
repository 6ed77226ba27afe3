from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from manyhands.people.actions.invitations import DAYS, PLACES
from manyhands.people.models import RoleName


class InvitationForm(forms.Form):
    note = forms.CharField(
        label=_("For whom"),
        help_text=_("Only administrators read this."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    places = forms.IntegerField(
        label=_("How many people may join by it"),
        initial=1,
        min_value=PLACES.start,
        max_value=PLACES.stop - 1,
    )
    days = forms.IntegerField(
        label=_("For how many days"), initial=14, min_value=DAYS.start, max_value=DAYS.stop - 1
    )


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not"),
        help_text=_("The person reads this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class RoleForm(forms.Form):
    handle = forms.CharField(
        label=_("Handle"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "dir": "auto"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=RoleName, widget=forms.RadioSelect)

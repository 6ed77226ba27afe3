"""Where a take goes."""

from __future__ import annotations

from django import forms

from manyhands.works.orders import TakeOrder


class TakeForm(forms.Form):
    draft = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)
    source = forms.IntegerField(min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput)

    def order(self, take_id: str) -> TakeOrder:
        """What cannot be meant is left out: the take itself must not be lost over it."""
        said = self.cleaned_data if self.is_valid() else {}
        return TakeOrder(take_id, draft=said.get("draft", ""), source=said.get("source"))

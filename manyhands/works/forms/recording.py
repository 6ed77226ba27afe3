"""Where a take goes, and what of it."""

from __future__ import annotations

from django import forms

from manyhands.media.trimming import END, Range
from manyhands.works.orders import TakeOrder

LONGEST_S = END // 1000


class TakeForm(forms.Form):
    """``start`` and ``end`` are seconds of the take; empty ones are its own."""

    draft = forms.CharField(max_length=32, required=False)
    source = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    start = forms.FloatField(min_value=0, max_value=LONGEST_S, required=False)
    end = forms.FloatField(min_value=0, max_value=LONGEST_S, required=False)

    def order(self, take_id: str) -> TakeOrder:
        """What cannot be meant is left out: the take itself must not be lost over it."""
        self.is_valid()
        said = self.cleaned_data
        start, end = said.get("start"), said.get("end")
        kept = Range(round((start or 0) * 1000), round(end * 1000) if end else None)
        return TakeOrder(take_id, draft=said.get("draft", ""), source=said.get("source"), kept=kept)

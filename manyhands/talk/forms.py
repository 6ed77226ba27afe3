"""What people write, as it comes from a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from manyhands.core.errors import RuleBroken
from manyhands.core.ids import random_id
from manyhands.talk.models import Comment
from manyhands.talk.rules import PLACE_PARTS, WORDS_LENGTH, Room, Where, parse_time


class MomentField(forms.CharField):
    """A time in a work, as people write it: ``1:17``. Its value is in milliseconds."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "0:00", "autocomplete": "off"})
        super().__init__(required=False, max_length=16, widget=widget, **options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_time(text)
        except ValueError:
            raise forms.ValidationError(_("Write a time like 1:17."), code="no_time") from None


class WordsForm(forms.Form):
    """Words, and a key that keeps a form that is sent twice from acting twice."""

    words = forms.CharField(
        label=_("Your words"),
        strip=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "maxlength": WORDS_LENGTH}),
        error_messages={"required": _("Write a word or two first.")},
    )
    request_key = forms.CharField(max_length=80, widget=forms.HiddenInput, required=False)

    @property
    def key(self) -> str:
        """The key that came with the form, or a fresh one."""
        return self.cleaned_data["request_key"] or random_id()

    def refuse(self, refusal: RuleBroken) -> None:
        """Say beside the field why the action refused; what was typed stays."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class CommentForm(WordsForm):
    """A comment on the whole, a moment or a place."""

    moment = MomentField(label=_("At"))
    until = MomentField(label=_("to"))
    x = forms.IntegerField(min_value=0, max_value=PLACE_PARTS, required=False, widget=forms.HiddenInput)
    y = forms.IntegerField(min_value=0, max_value=PLACE_PARTS, required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, room: Room, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="comment_%s")
        self.room = room
        if room.duration_ms is None:
            del self.fields["moment"], self.fields["until"]
        if not room.has_places:
            del self.fields["x"], self.fields["y"]

    @classmethod
    def blank(cls, room: Room) -> CommentForm:
        return cls(initial={"request_key": random_id()}, room=room)

    @property
    def where(self) -> Where:
        """Where the valid form points to."""
        values = self.cleaned_data
        return Where(
            from_ms=values.get("moment"), to_ms=values.get("until"), x=values.get("x"), y=values.get("y")
        )


class AnswerForm(WordsForm):
    """An answer to a comment."""

    @classmethod
    def to(cls, comment: Comment, data: QueryDict | None = None) -> AnswerForm:
        """The form for an answer. An answer to an answer begins with the name of whom it answers, because it
        will stand beside others.
        """
        words = f"@{comment.by.handle} " if comment.answers_id else ""
        return cls(
            data, initial={"words": words, "request_key": random_id()}, auto_id=f"answer_{comment.pk}_%s"
        )


class EditForm(WordsForm):
    """New words for a comment."""

    @classmethod
    def of(cls, comment: Comment, data: QueryDict | None = None) -> EditForm:
        initial = {"words": comment.words, "request_key": random_id()}
        return cls(data, initial=initial, auto_id=f"edit_{comment.pk}_%s")

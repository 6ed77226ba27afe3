"""What curators send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from manyhands.core.ids import random_id
from manyhands.people import languages
from manyhands.people.models import Member
from manyhands.people.rules import handle_key
from manyhands.works.actions import CollectionWords
from manyhands.works.models import Collection


class CollectionForm(forms.Form):
    """What a collection is called, and what it is about."""

    title = forms.CharField(
        label=_("Title"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    words = forms.CharField(
        label=_("About it"),
        help_text=_("What holds these works together."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    request_key = forms.CharField(max_length=80, widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"request_key": random_id(), **(initial or {})})
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [("", gettext("not said")), *languages.choices()]

    @classmethod
    def of(cls, collection: Collection, data: QueryDict | None = None) -> CollectionForm:
        said = {"title": collection.title, "words": collection.words, "language": collection.language}
        return cls(data, initial=said)

    @property
    def key(self) -> str:
        return self.cleaned_data["request_key"] or random_id()

    @property
    def collection_words(self) -> CollectionWords:
        said = self.cleaned_data
        return CollectionWords(title=said["title"], words=said["words"], language=said["language"])


class CuratorForm(forms.Form):
    """Whom the owner asks to curate, too."""

    member = forms.CharField(
        label=_("Ask somebody to curate it with you"),
        help_text=_("Their handle, like @kofi."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_member(self) -> Member:
        handle = handle_key(self.cleaned_data["member"].strip().removeprefix("@"))
        found = Member.objects.present().filter(handle=handle).first()
        if found is None:
            raise forms.ValidationError(
                _("Nobody here has this handle. Look at their page: it stands there.")
            )
        return found


class ItemForm(forms.Form):
    """Why a work is in a collection."""

    words = forms.CharField(
        label=_("Why it is here"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

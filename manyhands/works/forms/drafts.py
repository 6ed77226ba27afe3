"""A draft as one form: its words, and a small form for each file, source and person that hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from manyhands.media.captions import in_language, language_of
from manyhands.people import languages
from manyhands.rights.rules import LICENCES
from manyhands.works.forms.making import BodyField
from manyhands.works.models import Draft, DraftCredit, DraftFile, DraftSource, Purpose, SourceKind
from manyhands.works.orders import CreditChange, DraftChange, FileChange, Outside, SourceChange

MACHINES = [("no", _("No")), ("yes", _("Yes, they may"))]


def line(label: Any, most: int, *, help_text: Any = "", **attributes: Any) -> forms.CharField:
    """One line that may stay empty."""
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", **attributes})
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text, widget=widget)


def lines(label: Any, most: int, *, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """Some lines that may stay empty."""
    widget = forms.Textarea(attrs={"dir": "auto", "rows": rows})
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text, widget=widget)


def offer_languages(field: forms.ChoiceField, stored: str, none: str) -> None:
    """Put the languages that we have names of before people, and the one that is chosen already."""
    known = languages.choices()
    if stored and stored not in dict(known):  # a script may have given one that we have no name of
        known = [(stored, stored), *known]
    field.choices = [("", none), *known]


class WordsForm(forms.Form):
    """What is said about a work, in a draft and later."""

    title = line(_("Title"), 120)
    words = lines(_("About it"), 5000, help_text=_("How it came to be, what you would like others to do."))
    tags = line(_("Tags"), 500, help_text=_("With commas: rain, guitar, 雨"))
    language = forms.ChoiceField(label=_("Language"), required=False)
    alt_text = lines(
        _("What one sees"), 1000, help_text=_("For those who cannot see the picture or the video."), rows=2
    )
    content_warning = line(
        _("Careful"), 200, help_text=_("What somebody should know before it begins: blood, flashing light …")
    )
    machine_learning = forms.ChoiceField(
        label=_("May others train machines with it?"),
        required=False,
        choices=MACHINES,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        offer_languages(field, str(self.initial.get("language", "")), gettext("not said"))


class DraftForm(WordsForm):
    """The words of a draft. What is not sent, or not valid, stays in the draft as it was."""

    body = BodyField()
    note = line(_("What is new in this version?"), 300)
    licence = forms.ChoiceField(
        required=False, choices=[(code, each.name) for code, each in LICENCES.items()]
    )
    accord = forms.BooleanField(label=_("I accept the accord"), required=False)

    @classmethod
    def of(cls, draft: Draft, data: QueryDict | None = None) -> Self:
        return cls(data, initial=said_in(draft))

    def change(self, draft: Draft) -> dict[str, Any]:
        """The fields of a DraftChange."""
        before = said_in(draft)
        said = {**before, **{name: self.cleaned_data[name] for name in before if self._is_said(name)}}
        said["machine_learning"] = said["machine_learning"] == "yes"
        return said

    def _is_said(self, name: str) -> bool:
        return self.add_prefix(name) in self.data and name in self.cleaned_data


def said_in(draft: Draft) -> dict[str, Any]:
    names = (
        *("title", "words", "body", "note", "language", "alt_text"),
        *("content_warning", "licence", "tags"),
    )
    machines = "yes" if draft.machine_learning else "no"
    return {**{name: getattr(draft, name) for name in names}, "machine_learning": machines}


class FileForm(forms.Form):
    purpose = forms.ChoiceField(label=_("It is"), choices=Purpose)
    name = line(_("Its name"), 255)

    @classmethod
    def of(cls, row: DraftFile, data: QueryDict | None = None) -> FileForm:
        initial = {"purpose": row.purpose, "name": row.name, "language": language_of(row.name)}
        form = CaptionsForm if row.purpose == Purpose.CAPTIONS else FileForm
        return form(data, prefix=f"file-{row.pk}", initial=initial)

    def change(self) -> FileChange:
        return FileChange(purpose=self.cleaned_data["purpose"], name=self.cleaned_data["name"])


class CaptionsForm(FileForm):
    """Captions say their language at the end of their name, where it travels along with the file.

    A choice counts only if it is another than the page showed, so that a name typed meanwhile stays.
    """

    language = forms.ChoiceField(label=_("Language"), required=False, show_hidden_initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        offer_languages(field, str(self.initial["language"]), gettext("that of the work"))

    def change(self) -> FileChange:
        said = super().change()
        if "language" not in self.changed_data:
            return said
        name = in_language(said.name or self.initial["name"], self.cleaned_data["language"])
        return replace(said, name=name)


class SourceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Your work"), choices=SourceKind)
    role = line(_("As what"), 40, placeholder=_("bass, first line, background …"))
    note = line(_("In a sentence"), 500, placeholder=_("What you did with it"))

    @classmethod
    def of(cls, row: DraftSource, data: QueryDict | None = None) -> SourceForm:
        names = ("kind", "role", "note", *(() if row.origin_id else OUTSIDE))
        form = SourceForm if row.origin_id else OutsideForm
        return form(data, prefix=f"source-{row.pk}", initial={name: getattr(row, name) for name in names})

    def change(self) -> SourceChange:
        return SourceChange(**self.cleaned_data)


OUTSIDE = ("title", "author", "address", "licence")


class OutsideForm(SourceForm):
    """Something that was not made here."""

    title = line(_("What it is called"), 200)
    author = line(_("Who made it"), 200)
    address = forms.URLField(
        label=_("Where it is"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"}),
    )
    licence = line(
        _("What allows it"),
        60,
        help_text=_("Its licence, “public domain”, or who said yes and when."),
    )

    def change(self) -> SourceChange:
        said = dict(self.cleaned_data)
        outside = Outside(**{name: said.pop(name) for name in OUTSIDE})
        return SourceChange(**said, outside=outside)


class CreditForm(forms.Form):
    name = line(_("Name"), 120)
    role = line(_("Did what"), 60)

    @classmethod
    def of(cls, row: DraftCredit, data: QueryDict | None = None) -> Self:
        return cls(data, prefix=f"credit-{row.pk}", initial={"name": row.name, "role": row.role})

    def change(self) -> CreditChange:
        return CreditChange(**self.cleaned_data)


class WholeDraft:
    """All forms of a draft's page, filled from the draft, or from what was sent."""

    def __init__(self, draft: Draft, data: QueryDict | None = None) -> None:
        self.draft = draft
        self.words = DraftForm.of(draft, data)
        self.files = {
            row.pk: FileForm.of(row, sent_for(f"file-{row.pk}", data))
            for row in draft.files.order_by("position", "pk")
        }
        self.sources = {
            row.pk: SourceForm.of(row, sent_for(f"source-{row.pk}", data))
            for row in draft.sources.order_by("pk")
        }
        self.credits = {
            row.pk: CreditForm.of(row, sent_for(f"credit-{row.pk}", data))
            for row in draft.credits.order_by("pk")
        }

    def all(self) -> list[forms.Form]:
        """In the order of the page."""
        return [self.words, *self.files.values(), *self.sources.values(), *self.credits.values()]

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.all() if form.is_bound]
        return all(valid)

    def change(self) -> DraftChange:
        """All that is valid, to be kept; call ``is_valid`` before."""
        return DraftChange(
            **self.words.change(self.draft),
            files=changes(self.files),
            sources=changes(self.sources),
            credits=changes(self.credits),
        )


def sent_for(prefix: str, data: QueryDict | None) -> QueryDict | None:
    """The form's data if it speaks of this row at all: a row that came since must not be emptied."""
    return data if data and any(name.startswith(f"{prefix}-") for name in data) else None


def changes(forms: Mapping[int, Any]) -> dict[int, Any]:
    return {pk: form.change() for pk, form in forms.items() if form.is_bound and form.is_valid()}

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from manyhands.people import languages
from manyhands.people.actions import Profile
from manyhands.people.actions.profile import WORDS_LENGTH
from manyhands.people.models import Closure, Member


class ProfileForm(forms.Form):
    """What a member shows. Lists are typed as people write them: with commas, or a line each."""

    name = forms.CharField(
        label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"})
    )
    words = forms.CharField(
        label=_("About you"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    words_language = forms.ChoiceField(label=_("Language of these words"), required=False)
    crafts = forms.CharField(
        label=_("What you do"),
        help_text=_("With commas: writer, drummer, animator"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    languages = forms.CharField(
        label=_("Languages you speak"),
        help_text=_("With commas: Português, English, 日本語"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    links = forms.CharField(
        label=_("Links"),
        help_text=_("One a line: what it is, then its address"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "spellcheck": "false"}),
    )
    place = forms.CharField(
        label=_("Place"),
        help_text=_("Only if you want it shown beside your works, such as Porto or the North Sea coast."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args: Any, member: Member, is_adult: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": shown_by(member), **kwargs})
        words_language = self.fields["words_language"]
        assert isinstance(words_language, forms.ChoiceField)
        words_language.choices = [("", gettext("not said")), *languages.choices()]
        if not is_adult:  # a place is not even asked for
            del self.fields["place"]

    def clean_languages(self) -> tuple[str, ...]:
        written = split(self.cleaned_data["languages"])
        tags = {text: languages.tag_of(text) for text in written}
        unknown = [text for text, tag in tags.items() if tag is None]
        if unknown:
            text = _("We do not know “%(language)s”. Write its own name, its English name or its BCP 47 tag.")
            raise forms.ValidationError(text, params={"language": unknown[0]})
        return tuple(tag for tag in tags.values() if tag)

    def profile(self) -> Profile:
        said = self.cleaned_data
        return Profile(
            name=said["name"],
            words=said["words"],
            words_language=said["words_language"],
            place=said.get("place", ""),
            crafts=split(said["crafts"]),
            languages=said["languages"],
            links=tuple(link_of(line) for line in said["links"].splitlines() if line.strip()),
        )


def shown_by(member: Member) -> dict[str, str]:
    """What the form begins with: the profile as it is, as somebody would type it."""
    return {
        "name": member.name,
        "words": member.words,
        "words_language": member.words_language,
        "place": member.place,
        "crafts": ", ".join(craft.name for craft in member.crafts.order_by("pk")),
        "languages": ", ".join(languages.name_of(each.language) for each in member.languages.order_by("pk")),
        "links": "\n".join(f"{link.label} {link.address}" for link in member.links.order_by("position")),
    }


def split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,،、;\n]", text) if part.strip())


def link_of(line: str) -> tuple[str, str]:
    """(label, address) of a line like “My songs https://example.org”; without a label, the host is it."""
    *label, address = line.split()
    if "://" not in address and "." in address:
        address = f"https://{address}"
    return " ".join(label) or urlsplit(address).hostname or address, address


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the pages and mails"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Times and deadlines are shown by this clock."),
        choices=[(name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name]
        + [("UTC", "UTC")],
    )


class CloseForm(forms.Form):
    works = forms.ChoiceField(
        label=_("What becomes of your works?"), choices=Closure.Works, widget=forms.RadioSelect
    )
    handle = forms.CharField(
        label=_("Write your handle, so that this does not happen by mistake"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "dir": "auto"}),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"].strip().removeprefix("@")
        if handle != self.member.handle:
            raise forms.ValidationError(_("This is not your handle."))
        return handle

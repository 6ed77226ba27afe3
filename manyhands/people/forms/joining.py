from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from manyhands.core.errors import RuleBroken
from manyhands.people import queries, rules
from manyhands.people.actions import Newcomer
from manyhands.people.actions.refusals import (
    check_age,
    checked_name,
    handle_taken_text,
    handle_text,
)
from manyhands.people.forms.fields import HandleField, MailField, NewPasswordField
from manyhands.people.models import Member


class JoinForm(forms.Form):
    """What a newcomer says. Every problem is said at once, beside its field, and nothing typed is lost."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As it shall stand in the credits. In any script."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    handle = HandleField()
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        help_text=_("Shown to nobody. We ask for no more than the year."),
        widget=forms.TextInput(attrs={"autocomplete": "bday-year", "inputmode": "numeric", "size": "4"}),
    )
    mail = MailField(help_text=_("Shown to nobody."))
    password = NewPasswordField(required=False)

    def __init__(self, *args: Any, at: dt.datetime, minimum_age: int, **kwargs: Any) -> None:
        self.at, self.minimum_age = at, minimum_age
        super().__init__(*args, **kwargs)

    def by_passkey(self) -> bool:
        """Whether the button was pressed that makes a passkey in place of a password."""
        return "passkey" in self.data

    def clean_name(self) -> str:
        return self._checked(checked_name, self.cleaned_data["name"])

    def clean_handle(self) -> str:
        handle = rules.handle_key(self.cleaned_data["handle"])
        problems = [forms.ValidationError(handle_text(problem)) for problem in rules.handle_problems(handle)]
        if problems:
            raise forms.ValidationError(problems)
        return handle

    def clean_birth_year(self) -> int:
        year: int = self.cleaned_data["birth_year"]
        try:
            check_age(year, minimum_age=self.minimum_age, at=self.at)
        except RuleBroken as broken:
            raise forms.ValidationError(str(broken)) from None
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        handle, mail = cleaned.get("handle"), cleaned.get("mail", "")
        if handle and queries.is_handle_taken(handle) and not self._is_own(handle, mail):
            self.add_error("handle", handle_taken_text())
        if not self.by_passkey():
            self._check_password(cleaned)
        return cleaned

    def newcomer(self) -> Newcomer:
        said = self.cleaned_data
        return Newcomer(
            name=said["name"],
            handle=said["handle"],
            birth_year=said["birth_year"],
            mail=said["mail"],
            password=None if self.by_passkey() else said["password"],
            language=get_language() or "en",
        )

    def _check_password(self, cleaned: dict[str, Any]) -> None:
        password = cleaned.get("password")
        if "password" in self.errors:
            return
        if not password:
            self.add_error("password", _("Choose a password, or join with a passkey."))
            return
        try:
            validate_password(password)
        except forms.ValidationError as error:
            self.add_error("password", error)

    def _is_own(self, handle: str, mail: str) -> bool:
        """Whether the same person tried before and did not confirm: the handle is theirs then."""
        return Member.objects.unconfirmed().filter(handle=handle, email=mail).exists()

    @staticmethod
    def _checked(check: Any, text: str) -> str:
        try:
            return str(check(text))
        except RuleBroken as broken:
            raise forms.ValidationError(str(broken)) from None

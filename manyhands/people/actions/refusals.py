"""Why somebody cannot join or do this here, in words for the person."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from manyhands.core.errors import AlreadyDone, NotAllowed, NotThere, Problem, RuleBroken
from manyhands.people import rules


class HandleRefused(RuleBroken):
    """The handle is not one word of one script, or would pass for somebody else."""


class HandleTaken(AlreadyDone):
    """Somebody here has this handle, or one that looks the same."""


class NameRefused(RuleBroken):
    """Nothing of the name can be seen."""


class MailRefused(RuleBroken):
    """Not a mail address."""


class MailTaken(AlreadyDone):
    """Somebody here has this address. Said to the person by mail, never on a page."""


class TooYoung(RuleBroken):
    """Not surely as old as the company asks."""


class NotOpen(NotAllowed):
    """One joins this company by invitation."""


class LinkSpent(NotThere):
    """The link was used up, withdrawn, has expired, or never was one."""


class LastAdministrator(RuleBroken):
    """The company would be left without anybody who can look after it."""


def checked_handle(text: str) -> str:
    """The handle as it will be kept.

    :raises HandleRefused: it breaks a rule
    """
    handle = rules.handle_key(text)
    for problem in rules.handle_problems(handle):
        raise HandleRefused(handle_text(problem), field="handle")
    return handle


def handle_text(problem: Problem) -> str:
    """One sentence about a problem of ``rules.handle_problems``."""
    texts = {
        "length": _("A handle has %(least)s to %(most)s letters."),
        "characters": _("Letters, digits, _ and - make a handle; please leave out: %(characters)s"),
        "ends": _("A handle begins and ends with a letter or digit, and has one _ or - at a time."),
        "letter": _("A handle has at least one letter."),
        "marks": _("There are more marks on one letter than can be read."),
        "digits": _("Please write all digits in one script."),
        "scripts": _("Please write the whole handle in one script, so that nobody is mistaken for another."),
        "reserved": _("This handle would look like an office of the company. Please choose another."),
    }
    return texts[problem.code] % problem.values


def handle_taken_text() -> str:
    return _("Somebody here has this handle, or one that looks like it. Please choose another.")


def mail_taken_text() -> str:
    return _("Somebody here has this mail address.")


def checked_name(text: str) -> str:
    """The name as it will be kept.

    :raises NameRefused: nothing of it can be seen
    """
    name = rules.clean_name(text)
    if not rules.is_name(name):
        raise NameRefused(_("Write the name that you want to be credited by."), field="name")
    return name


def checked_mail(text: str) -> str:
    """The mail address as it will be kept: small letters, since no mail server of today tells them apart.

    :raises MailRefused: it is not an address
    """
    mail = text.strip().lower()
    try:
        validate_email(mail)
    except ValidationError:
        raise MailRefused(_("This is not a mail address that mail can be sent to."), field="mail") from None
    return mail


def check_age(birth_year: int, *, minimum_age: int, at: dt.datetime) -> None:
    """:raises TooYoung: not surely that old, or no year that somebody here was born in"""
    if not rules.is_birth_year(birth_year, year=at.year):
        raise TooYoung(_("Please write the year in which you were born, such as 1990."), field="birth_year")
    if not rules.is_old_enough(birth_year, age=minimum_age, year=at.year):
        text = _(
            "One must be %(age)s to join here. We ask for the year alone, so please come back in %(year)s."
        )
        values = {"age": minimum_age, "year": birth_year + minimum_age + 1}
        raise TooYoung(text % values, field="birth_year")

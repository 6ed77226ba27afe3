"""Why something may not be said, in words for the person."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manyhands.core.errors import NotAllowed, Problem, RuleBroken
from manyhands.people.models import Member
from manyhands.talk import queries
from manyhands.talk.rules import WORDS_LENGTH, Room, Where, pace_of, pace_problem, tidy, where_problem


class NothingSaid(RuleBroken):
    """A comment without words."""


class TooLong(RuleBroken):
    """More words than a comment holds."""


class NotInIt(RuleBroken):
    """A moment or place that the thing does not have."""


class TooMuch(RuleBroken):
    """More comments or links than one person may leave at once."""

    status = 429


class Apart(NotAllowed):
    """One of the two has blocked the other."""


def checked_words(words: str) -> str:
    """The words as they will be kept.

    :raises NothingSaid: there are none
    :raises TooLong: there are too many
    """
    kept = tidy(words)
    if not kept:
        raise NothingSaid(_("Write a word or two first."), field="words")
    if len(kept) > WORDS_LENGTH:
        text = _("That is %(length)s characters; a comment holds %(most)s. Please shorten it or split it.")
        raise TooLong(text % {"length": len(kept), "most": WORDS_LENGTH}, field="words")
    return kept


def check_where(where: Where, room: Room) -> None:
    """:raises NotInIt: the moment or place is not in the thing"""
    problem = where_problem(where, room)
    if problem is not None:
        field = "place" if problem.code in {"no_places", "outside"} else "moment"
        raise NotInIt(_where_text(problem), field=field)


def _where_text(problem: Problem) -> str:
    texts = {
        "no_moments": _("This has no moments to point at. Leave the time empty."),
        "too_late": _("It ends at %(length)s. Choose a time before that."),
        "backwards": _("A range ends after it begins."),
        "no_places": _("This is not a picture. Comment on the whole instead."),
        "outside": _("That place is outside the picture."),
    }
    return texts[problem.code] % problem.values


def check_pace(member: Member, words: str, *, at: dt.datetime) -> None:
    """:raises TooMuch: the member must wait, or leave links out"""
    pace = pace_of(member.joined_at, at)
    said = queries.said_in_the_last_hour(member, at=at, most=pace.comments_an_hour)
    problem = pace_problem(words, said, pace)
    if problem is not None:
        raise TooMuch(_pace_text(problem), field="words")


def _pace_text(problem: Problem) -> str:
    most: int = problem.values["most"]
    texts = {
        "too_many_links": ngettext(
            "A comment of yours may have %(most)s link for now. Nothing is lost: take the others out.",
            "A comment of yours may have %(most)s links for now. Nothing is lost: take the others out.",
            most,
        ),
        "too_fast": ngettext(
            "You have left %(most)s comment within an hour. Take a breath, then send this one.",
            "You have left %(most)s comments within an hour. Take a breath, then send this one.",
            most,
        ),
        "link_flood": _(
            "You have shared many links within an hour. Send this one later, or without the link."
        ),
    }
    return texts[problem.code] % problem.values


def check_not_apart(member: Member, others: tuple[int, ...]) -> None:
    """:raises Apart: the member and one of the others do not talk to each other"""
    if queries.are_apart(member, others):
        raise Apart(_("You cannot answer here: one of you has blocked the other."))

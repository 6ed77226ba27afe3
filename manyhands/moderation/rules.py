"""What a report and a ruling must have. Values in, values out."""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.core.errors import Problem

WORDS_LENGTH = 3000
REPORTS_AN_HOUR = 20  # by one member; people from outside: five, for a network address


@dataclass(frozen=True)
class ReportOrder:
    """What somebody tells a moderator."""

    subject: str
    subject_id: int
    why: str
    words: str = ""
    place: str = ""
    name: str = ""
    mail: str = ""
    good_faith: bool = False


def report_problems(order: ReportOrder, *, is_member: bool) -> list[Problem]:
    """What is missing from a report; codes are the fields: ``words``, ``place``, ``name``, ``mail``,
    ``good_faith``.

    A claim of rights or law needs all four statements of Art. 16 (2) of the Digital Services Act. Somebody
    without an account needs a name and an address to be answered under.
    """
    wanted: list[tuple[str, object]] = []
    if order.why == "rights":
        wanted += [("words", order.words), ("place", order.place), ("good_faith", order.good_faith)]
    if order.why == "other":
        wanted.append(("words", order.words))
    if order.why == "rights" or not is_member:
        wanted += [("name", order.name), ("mail", order.mail)]
    return [Problem(field) for field, value in dict(wanted).items() if not value]


# Which verdicts make sense, by whether the thing is hidden.
VERDICTS = {True: ("show", "leave"), False: ("hide", "leave")}

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import AlreadyDone, NotThere, Problem, RuleBroken
from manyhands.moderation import mail, subjects
from manyhands.moderation.events import ThingReported
from manyhands.moderation.models import Report
from manyhands.moderation.rules import REPORTS_AN_HOUR, WORDS_LENGTH, ReportOrder, report_problems
from manyhands.moderation.subjects import Viewer
from manyhands.people.models import Member


class ReportedAlready(AlreadyDone):
    """One report by each person of each thing: more would not make it more true."""


class YourOwn(RuleBroken):
    """Nobody reports themselves."""


class SomethingMissing(RuleBroken):
    """A report that cannot be answered as it is. ``problems`` names each field."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(_("Something is still missing."), field=problems[0].code)
        self.problems = problems


class TooMany(RuleBroken):
    """More reports than one person reads things in an hour."""

    status = 429


@transaction.atomic
def report(order: ReportOrder, *, by: Viewer, at: dt.datetime) -> Report:
    """Ask a moderator to look at something. Who reports is never told to its maker.

    :raises NotThere: the person must not know of that thing, or there is none
    :raises YourOwn: it is the person's own
    :raises SomethingMissing: what this kind of report needs
    :raises ReportedAlready: the person has reported it before
    :raises TooMany: too many reports within an hour
    """
    member = by if isinstance(by, Member) else None
    thing = subjects.find(order.subject, [order.subject_id], viewer=by).get(order.subject_id)
    if thing is None:
        raise NotThere(_("There is no such thing here (any more)."))
    if member is not None and thing.maker == member:
        raise YourOwn(_("This is yours: you can change it or take it back yourself."))
    problems = report_problems(order, is_member=member is not None)
    if problems:
        raise SomethingMissing(problems)
    if member is not None:
        _check_pace(member, at=at)
    made = _write(order, by=member, at=at)
    if member is None:
        mail.send_receipt(made, thing)
    events.record(
        ThingReported(report_id=made.pk, subject=order.subject, subject_id=order.subject_id),
        by=member.pk if member else None,
        at=at,
        topics=[(order.subject, order.subject_id)],
    )
    return made


def _write(order: ReportOrder, *, by: Member | None, at: dt.datetime) -> Report:
    values = {
        "why": order.why,
        "words": order.words.strip()[:WORDS_LENGTH],
        "place": order.place.strip(),
        "name": order.name.strip(),
        "mail": order.mail.strip(),
        "good_faith": order.good_faith,
        "at": at,
    }
    if by is None:
        return Report.objects.create(subject=order.subject, subject_id=order.subject_id, **values)
    made, first = Report.objects.get_or_create(
        subject=order.subject, subject_id=order.subject_id, by=by, defaults=values
    )
    if not first:
        raise ReportedAlready(_("You have reported this already. A moderator will look at it."))
    return made


def _check_pace(member: Member, *, at: dt.datetime) -> None:
    newest = Report.objects.filter(by=member).order_by("-pk").values_list("at", flat=True)
    times = list(newest[:REPORTS_AN_HOUR])
    if len(times) == REPORTS_AN_HOUR and at - times[-1] < dt.timedelta(hours=1):
        raise TooMany(_("You have reported many things within an hour. Moderators will look at those first."))

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import AlreadyDone, NotAllowed, NotThere, RuleBroken
from manyhands.moderation import mail, subjects
from manyhands.moderation.events import ThingRuled
from manyhands.moderation.models import Report, Ruling
from manyhands.moderation.rules import VERDICTS
from manyhands.moderation.subjects import Thing
from manyhands.people.models import Member


class NotAModerator(NotAllowed):
    """Only moderators rule."""


class YourOwnThing(NotAllowed):
    """Nobody rules about what is their own."""


class ReasonMissing(RuleBroken):
    """No ruling without a reason that the maker reads."""


class RuledAlready(AlreadyDone):
    """Another moderator was faster: the thing is not as it was when the desk showed it."""


@dataclass(frozen=True)
class RulingOrder:
    subject: str
    subject_id: int
    verdict: str
    reason: str
    ground: str = Ruling.Ground.CONDUCT


@transaction.atomic
def rule(order: RulingOrder, *, by: Member, at: dt.datetime) -> Ruling:
    """Decide about a thing and thereby answer all open reports of it. Its maker is told, with the reason.

    :raises NotAModerator: the member does not moderate
    :raises NotThere: the thing is gone
    :raises YourOwnThing: it is the moderator's own
    :raises ReasonMissing: no reason
    :raises RuledAlready: it is hidden already, or shown already
    """
    if not by.is_moderator():
        raise NotAModerator(_("Only moderators decide here."))
    _lock(order)
    thing = subjects.find(order.subject, [order.subject_id]).get(order.subject_id)
    if thing is None:
        raise NotThere(_("This is not there any more: its maker has taken it back."))
    _check(order, thing, by=by)
    _carry_out(order, thing, by=by, at=at)
    ruling = Ruling.objects.create(
        subject=order.subject,
        subject_id=order.subject_id,
        maker=thing.maker,
        verdict=order.verdict,
        ground=order.ground,
        reason=order.reason.strip(),
        by=by,
        at=at,
    )
    answered = Report.objects.open().about(order.subject, order.subject_id)
    for report in answered.filter(by=None):
        mail.send_answer(report, ruling, thing)
    answered.update(ruling=ruling)
    events.record(
        ThingRuled(
            ruling_id=ruling.pk, subject=order.subject, subject_id=order.subject_id, verdict=order.verdict
        ),
        by=by.pk,
        at=at,
        topics=[(order.subject, order.subject_id), ("member", thing.maker.pk)],
    )
    return ruling


def _lock(order: RulingOrder) -> None:
    """One ruling at a time about one thing: the second moderator sees what the first has decided."""
    with connection.cursor() as cursor:
        name = f"ruling {order.subject} {order.subject_id}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _check(order: RulingOrder, thing: Thing, *, by: Member) -> None:
    if thing.maker == by:
        raise YourOwnThing(_("This is your own. Another moderator has to decide about it."))
    if not order.reason.strip():
        raise ReasonMissing(_("Write the reason: the maker will read it."), field="reason")
    if order.verdict not in VERDICTS[thing.is_hidden]:
        raise RuledAlready(_("Somebody was faster: look at what has been decided by now."))


def _carry_out(order: RulingOrder, thing: Thing, *, by: Member, at: dt.datetime) -> None:
    if order.verdict == Ruling.Verdict.HIDE:
        subjects.hide(thing, reason=order.reason.strip(), by=by, at=at)
    elif order.verdict == Ruling.Verdict.SHOW:
        subjects.show(thing, by=by, at=at)


@transaction.atomic
def put_away(subject: str, subject_id: int, *, by: Member, at: dt.datetime) -> None:
    """Settle the reports of something that its maker has taken back: there is nothing left to decide.

    :raises NotAModerator: the member does not moderate
    """
    if not by.is_moderator():
        raise NotAModerator(_("Only moderators decide here."))
    if subjects.find(subject, [subject_id]):
        raise AlreadyDone(_("It is there again. Look at it once more."))
    ruling = Ruling.objects.create(
        subject=subject,
        subject_id=subject_id,
        verdict=Ruling.Verdict.LEAVE,
        reason=_("Its maker had taken it back."),
        by=by,
        at=at,
    )
    Report.objects.open().about(subject, subject_id).update(ruling=ruling)
    event = ThingRuled(
        ruling_id=ruling.pk, subject=subject, subject_id=subject_id, verdict=Ruling.Verdict.LEAVE
    )
    events.record(event, by=by.pk, at=at, topics=[(subject, subject_id)])

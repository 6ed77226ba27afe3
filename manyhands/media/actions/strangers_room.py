"""How much may be recorded by people who have not joined: by one browser, from one network, and in all.

All of them queue at one lock and what they hold is added up anew each time, from a few hundred rows: so the
limits are exact under any race, and there is no counter that could be wrong.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import connection, models
from django.db.models import Sum
from django.utils.translation import gettext as _

from manyhands.core.errors import RuleBroken
from manyhands.media import rules
from manyhands.media.models import TakeClaim, Upload


class TakeTooLong(RuleBroken):
    """A take before joining has its five minutes."""

    status = 413


class TooManyTakes(RuleBroken):
    """From here so much was recorded that the others need the room."""

    status = 429


class StrangersFull(RuleBroken):
    """The room for recordings before joining is used up; what nobody claims becomes free within a day."""

    status = 507


def queue_strangers() -> None:
    """Let nobody else take room before this transaction ends. To be called before any row is locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('takes of strangers', 0))")


def check_one_more(claim: TakeClaim, *, at: dt.datetime) -> None:
    """
    :raises TooManyTakes: of this browser, or from this network
    :raises StrangersFull: in all
    """
    waiting = Upload.objects.unclaimed().unfinished()
    if waiting.filter(claim=claim.pk).count() >= rules.TAKES_OF_ONE:
        raise TooManyTakes(_("That is as many takes as wait for you here. Drop one, or join to keep them."))
    begun = Upload.objects.unclaimed().filter(claim__network=claim.network, at__gt=at - rules.UNCLAIMED_FOR)
    if begun.count() >= rules.TAKES_OF_A_NETWORK:
        raise _too_many_from_here()
    if waiting.count() >= rules.TAKES_OF_ALL:
        raise _full()


def check_room(upload: Upload, size: int, *, at: dt.datetime) -> None:
    """Whether an unclaimed take may grow to ``size`` bytes; half of the room is for all other networks.

    :raises TakeTooLong: longer than five minutes, or not over long after its start
    :raises TooManyTakes: from this network
    :raises StrangersFull: in all
    """
    claim = upload.claim
    assert claim
    kind = upload.declared_type.partition("/")[0]
    if rules.is_too_much(kind, size, age=at - upload.at):
        raise TakeTooLong(_("A take before joining may be five minutes long. What arrived of it is kept."))
    if size > upload.reserved + rules.TAKE_PIECE:
        raise TakeTooLong(_("Send this take in smaller pieces."))
    held, more = Upload.objects.unclaimed(), size - upload.reserved
    if _bytes(held.filter(claim__network=claim.network)) + more > settings.STRANGERS_BYTES // 2:
        raise _too_many_from_here()
    if _bytes(held) + more > settings.STRANGERS_BYTES:
        raise _full()


def _bytes(uploads: models.QuerySet[Upload]) -> int:
    return uploads.aggregate(sum=Sum("reserved"))["sum"] or 0


def _too_many_from_here() -> TooManyTakes:
    return TooManyTakes(_("Much was recorded from your network today. Join to go on, or come back tomorrow."))


def _full() -> StrangersFull:
    return StrangersFull(
        _("So many are recording just now that there is no room left. Join, or come back later.")
    )

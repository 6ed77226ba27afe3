from __future__ import annotations

import datetime as dt

from django.db import transaction

from manyhands.notices.actions.ringing import ring
from manyhands.notices.actions.telling import lock
from manyhands.notices.models import Notice
from manyhands.people.models import Member


@transaction.atomic
def read_notice(notice: Notice, *, by: Member, at: dt.datetime) -> None:
    """Mark a notice of one's own read: what happens from now on gathers in a new one."""
    lock(by.pk)
    if Notice.objects.filter(pk=notice.pk, member=by, read_at=None).update(read_at=at, mail_due_at=None):
        ring(by.pk)


@transaction.atomic
def read_all(*, by: Member, at: dt.datetime) -> None:
    """Mark everything read that has been told by now; hearts that wait for the morning stay waiting."""
    lock(by.pk)
    Notice.objects.of(by).unread().rung(at=at).update(read_at=at, mail_due_at=None)
    ring(by.pk)

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max

from manyhands.core import clock
from manyhands.core.jobs import task
from manyhands.notices import mail
from manyhands.notices.kinds import KINDS
from manyhands.notices.models import Notice
from manyhands.notices.sentences import tell_of


@transaction.atomic
def mail_notice(notice_id: int, *, at: dt.datetime) -> bool:
    """Mail a notice, unless it was read or mailed meanwhile, or nothing of it may be told any more."""
    notice = (
        Notice.objects.select_for_update(of=["self"]).select_related("member").filter(pk=notice_id).first()
    )
    if notice is None or notice.read_at is not None or notice.mail_due_at is None:
        return False
    member = notice.member
    notice.mail_due_at = None
    with mail.as_for(member):
        told = tell_of([notice], member)
        if told and member.email:
            mail.send_notice(member, told[0], is_due=KINDS[notice.kind].is_due)
            mark_mailed(notice, at=at)
    notice.save()
    return bool(told)


def mark_mailed(notice: Notice, *, at: dt.datetime) -> None:
    """Remember how far a notice has been mailed (the caller saves)."""
    notice.mailed_at = at
    notice.mailed_part = notice.parts.aggregate(newest=Max("pk"))["newest"] or 0


@task(queue="fast", retries=5)
def mail_later(*, notice_id: int) -> None:
    mail_notice(notice_id, at=clock.now())

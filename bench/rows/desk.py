"""What those see who look after the company: reports, decisions, mails."""

from __future__ import annotations

from bench.rows.people import BATCH, START, People, moment
from bench.rows.works import Works
from manyhands.core.models import OutboxMail
from manyhands.moderation.models import Report, Ruling


def put_desk(rows: int, people: People, works: Works) -> None:
    reports = [
        Report(subject="work", subject_id=work.pk, by=people.reader, why="spam", at=moment(number))
        for number, work in enumerate(works.mine)
    ]
    # One thing is reported by everybody.
    reports += [
        Report(subject="work", subject_id=works.song.pk, by=each, why="spam", words="Look.", at=START)
        for each in people.crowd
    ]
    Report.objects.bulk_create(reports, batch_size=BATCH)
    rulings = [
        Ruling(
            subject="work",
            subject_id=works.old.pk,
            maker=people.ana,
            verdict="leave",
            reason="It stays.",
            by=people.boss,
            at=moment(number),
        )
        for number in range(rows)
    ]
    Ruling.objects.bulk_create(rulings, batch_size=BATCH)
    mails = [
        OutboxMail(to=f"drummer{number}@example.org", subject="Welcome", text="Here is your link." * 10)
        for number in range(rows)
    ]
    OutboxMail.objects.bulk_create(mails, batch_size=BATCH)

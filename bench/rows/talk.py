"""What is said: a long thread, a comment with many answers, hearts, and the notices of all that."""

from __future__ import annotations

from bench.rows.people import BATCH, START, People, moment
from bench.rows.works import Works
from manyhands.core.models import EventRow
from manyhands.notices.models import Notice, NoticePart
from manyhands.talk.models import Comment, Heart, Thread

TIMED = 30


def put_talk(rows: int, people: People, works: Works) -> Comment:
    """Returns the comment that was answered by all."""
    thread = works.song.thread_id
    said = [
        Comment(
            thread_id=thread,
            by=people.crowd[number],
            words="Keep the brakes.",
            from_ms=number * 1000 if number < TIMED else None,
            at=moment(number),
        )
        for number in range(rows)
    ]
    said = Comment.objects.bulk_create(said, batch_size=BATCH)
    answered = _answer(rows, people, works.old.thread_id)
    for pk, count in ((thread, rows), (works.old.thread_id, rows + 1)):
        Thread.objects.filter(pk=pk).update(comments_count=count)
    hearts = [
        Heart(thread_id=work.thread_id, by=people.reader, at=moment(number))
        for number, work in enumerate(works.mine)
    ]
    Heart.objects.bulk_create(hearts, batch_size=BATCH)
    _put_notices(rows, people, works, said)
    return answered


def _answer(rows: int, people: People, thread: int) -> Comment:
    top = Comment.objects.create(thread_id=thread, by=people.reader, words="Why?", at=START)
    answers = [
        Comment(thread_id=thread, by=people.crowd[number], answers=top, words="Because.", at=moment(number))
        for number in range(rows)
    ]
    Comment.objects.bulk_create(answers, batch_size=BATCH)
    return top


def _put_notices(rows: int, people: People, works: Works, said: list[Comment]) -> None:
    """Every comment is a notice of its own, as after days on each of which ana has read all."""
    events = EventRow.objects.bulk_create(
        [
            EventRow(kind="comment.made", by_id=comment.by_id, at=comment.at, data={"comment_id": comment.pk})
            for comment in said
        ],
        batch_size=BATCH,
    )
    notices = Notice.objects.bulk_create(
        [
            Notice(
                member=people.ana,
                kind="comment",
                subject="thread",
                subject_id=works.mine[number].thread_id,
                actors_count=1,
                at=comment.at,
                rings_at=comment.at,
            )
            for number, comment in enumerate(said)
        ],
        batch_size=BATCH,
    )
    parts = [
        NoticePart(notice=notice, member=people.ana, event=event, by_id=event.by_id)
        for notice, event in zip(notices, events, strict=True)
    ]
    NoticePart.objects.bulk_create(parts, batch_size=BATCH)
    assert len(notices) == rows

"""Companies to measure: the same things, few or very many of each, written straight into the tables.

What stands at the end of every list is the same in all of them: the oldest thirty works are those that are
rare (a tag, a language, never remixed), so that a list of rare things has to come past all others.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from bench.rows.desk import put_desk
from bench.rows.people import put_people, put_settings
from bench.rows.talk import put_talk
from bench.rows.works import put_works
from manyhands.people.models import Member
from manyhands.talk.models import Comment
from manyhands.works.models import Collection, Work


@dataclass(frozen=True)
class Filled:
    """What addresses of pages are made of."""

    rows: int
    ana: Member  # who has very many of everything
    reader: Member  # who looks
    boss: Member  # who looks after the company
    song: Work  # remixed and discussed by all
    old: Work  # changed again and again
    medley: Work  # with as many sources as there may be
    shelf: Collection  # as full as it may be
    answered: Comment  # with all answers

    @property
    def song_address(self) -> str:
        return self.song.get_absolute_url()

    @property
    def old_address(self) -> str:
        return self.old.get_absolute_url()

    @property
    def medley_address(self) -> str:
        return self.medley.get_absolute_url()

    @property
    def shelf_address(self) -> str:
        return self.shelf.get_absolute_url()


@transaction.atomic
def fill(rows: int) -> Filled:
    """Put ``rows`` of everything into an empty company."""
    people = put_people(rows)
    works = put_works(rows, people)
    answered = put_talk(rows, people, works)
    put_desk(rows, people, works)
    put_settings(rows, people)
    return Filled(
        rows=rows,
        ana=people.ana,
        reader=people.reader,
        boss=people.boss,
        song=works.song,
        old=works.old,
        medley=works.medley,
        shelf=works.shelf,
        answered=answered,
    )


def tidy() -> None:
    """What PostgreSQL does by itself within minutes: statistics, and the map of what is visible to all."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")

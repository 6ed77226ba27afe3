"""The whole filling, from an empty company to a living one, in as many attempts as it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from manyhands.core import clock
from manyhands.core.models import Company
from manyhands.core.trouble import Trouble
from manyhands.people.models import Member
from manyhands.site.demo.fill.acts import VISITOR, Act, perform, story
from manyhands.site.demo.fill.state import Filling
from manyhands.site.demo.plan import Demo
from manyhands.site.models import DemoStep
from manyhands.works.models import Work

BEGUN, FULL = "begun", "full"  # steps around the story


class NotEmpty(Trouble):
    """Somebody is here already."""


class FilledElsewhere(Trouble):
    """Another process is at it."""


@contextmanager
def alone() -> Iterator[None]:
    """Hold this company's filling; the database lets go of it when the process dies.

    :raises FilledElsewhere: another process holds it
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('demo', 0))")
        if not cursor.fetchone()[0]:
            raise FilledElsewhere("The demo company is being filled already.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended('demo', 0))")


@transaction.atomic
def begin(demo: Demo) -> dt.datetime:
    """Name the company, or find that it was begun before; returns the moment from which the days count.

    :raises NotEmpty: people or works are here that the demo did not make
    """
    begun = DemoStep.objects.filter(key=BEGUN).first()
    if begun is not None:
        return begun.at
    if Member.objects.exists() or Work.objects.exists():
        raise NotEmpty("Somebody is in this company already; the demo needs an empty one (--data FOLDER).")
    company = Company.current()
    company.name, company.tagline = demo.company.name, demo.company.words
    company.save(update_fields=["name", "tagline"])
    return DemoStep.objects.create(key=BEGUN, at=clock.now()).at


def is_full() -> bool:
    return DemoStep.objects.filter(key=FULL).exists()


def still_to_come(demo: Demo) -> list[Act]:
    """The acts that have not happened here, in their order."""
    done = set(DemoStep.objects.values_list("key", flat=True))
    return [act for act in story(demo) if act.key not in done]


def fill(filling: Filling, *, tell: Callable[[str], None]) -> None:
    """Let happen what has not happened yet, day by day.

    :raises Trouble: a file was refused, or no worker came
    """
    demo, acts = filling.demo, still_to_come(filling.demo)
    filling.done |= {step.key: step.subject_id for step in DemoStep.objects.all() if step.subject_id}
    tell(sign_in_words(demo))
    for number, act in enumerate(acts, start=1):
        perform(filling, act, acts[number:])
    DemoStep.objects.create(key=FULL, at=clock.now())
    tell(f"The demo company is full: {len(demo.members)} people, {len(demo.works)} works.")


def sign_in_words(demo: Demo) -> str:
    administrator = next(member.handle for member in demo.members if member.administrator)
    return (
        f"The people of the demo share one password: {demo.company.password}\n"
        f"  sign in as {administrator} (administrator) or as {VISITOR} (member)"
    )

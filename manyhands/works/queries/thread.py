"""The red thread: hands that passed something on, from the first to the one that a reader looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from manyhands.people.models import Member
from manyhands.works.models import OutsideSource, Source, SourceKind, Work
from manyhands.works.queries.faces import Face
from manyhands.works.queries.playing import Plays

MOST_HANDS = 5

Viewer = Member | AnonymousUser


@dataclass(frozen=True)
class Step:
    """A work in a thread, and what its maker said about taking it on (nothing for the first)."""

    work: Work
    source: Source | None


@dataclass(frozen=True)
class Maker:
    """Somebody who made something outside and has no page here."""

    name: str
    handle: str = ""


@dataclass(frozen=True)
class Hand:
    """One pair of hands in a thread, as components/thread_vertical.html shows it."""

    title: str
    kind: str
    url: str = ""
    maker: Member | Maker | None = None
    language: str = ""
    role: str = ""
    note: str = ""
    face: Face | None = None
    plays: Plays | None = None
    here: bool = False
    work: Work | None = None
    warning: str = ""
    how: str = ""  # contains it, inspired by it
    is_outside: bool = False


def lines_back(ends: Mapping[int, Work], viewer: Viewer) -> dict[int, list[Step]]:
    """By version: the line of hands that ends in it, oldest first, at most ``MOST_HANDS`` long.

    Where a version has many sources the line goes through the first that it contains. One query for each step
    back, for all lines together; a line ends where the viewer must not look.

    :param ends: the work of each version
    """
    threads = {version_id: [Step(work, None)] for version_id, work in ends.items()}
    growing = dict(threads)
    for _step in range(MOST_HANDS - 1):
        growing = _one_step_back(growing, viewer)
        if not growing:
            break
    return {version_id: thread[::-1] for version_id, thread in threads.items()}


def _one_step_back(growing: Mapping[int, list[Step]], viewer: Viewer) -> dict[int, list[Step]]:
    """Lengthen every thread by the work that its last version was made from; returns those that grew."""
    rows = Source.objects.filter(version__in=growing, origin__work__in=Work.objects.visible_to(viewer))
    rows = rows.select_related("origin__work__author", "origin__work__thread", "origin__work__latest")
    first: dict[int, Source] = {}
    for row in sorted(rows, key=lambda row: (row.kind != SourceKind.CONTAINS, row.pk)):
        first.setdefault(row.version_id, row)
    grown: dict[int, list[Step]] = {}
    for version_id, row in first.items():
        assert row.origin is not None
        thread, origin = growing[version_id], row.origin.work
        if origin.pk in {step.work.pk for step in thread}:
            continue
        thread[-1] = Step(thread[-1].work, row)
        thread.append(Step(origin, None))
        grown[row.origin.pk] = thread
    return grown


def hands_of(
    steps: Sequence[Step], faces: Mapping[int, Face], plays: Mapping[int, Plays] | None = None
) -> list[Hand]:
    """The line as it is drawn; its last work is the one that the reader looks at.

    What a work does in the next one ("bass") stands at the work itself, what was said about taking it on at
    the next: each beside the person whose it is.
    """
    following = [*[step.source for step in steps[1:]], None]
    return [
        replace(
            hand_of(step.work, faces.get(step.work.pk)),
            role=after.role if after else "",
            note=step.source.note if step.source else "",
            plays=(plays or {}).get(step.work.pk),
            here=step is steps[-1],
        )
        for step, after in zip(steps, following, strict=True)
    ]


def hand_of(work: Work, face: Face | None, *, note: str = "") -> Hand:
    return Hand(
        title=work.title,
        kind=work.kind,
        url=work.get_absolute_url(),
        maker=work.author,
        language=work.language,
        note=note,
        face=face,
        work=work,
        warning=work.content_warning,
    )


def hand_of_source(source: Source, work: Work | None, face: Face | None) -> Hand:
    """A source as the hand that it came from; of a work that must not be known only that there was one."""
    if work is not None:
        hand = hand_of(work, face)
    elif source.outside is not None:
        hand = _from_outside(source.outside)
    else:
        hand = Hand(title=_("a work that is not shown any more"), kind="attachment")
    return replace(hand, role=source.role, note=source.note, how=source.get_kind_display())


def _from_outside(outside: OutsideSource) -> Hand:
    maker = Maker(outside.author) if outside.author else None
    return Hand(title=outside.title, kind="link", url=outside.address, maker=maker, is_outside=True)

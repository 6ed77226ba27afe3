"""The story as a list of acts, each of which happens once, whatever stops the filling in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from manyhands.core import clock
from manyhands.site.demo.build import portrait_path
from manyhands.site.demo.fill.files import hand_over, wait_until_ready
from manyhands.site.demo.fill.people import hang_portrait, join, joined
from manyhands.site.demo.fill.state import Filling, comment_key, member_key, version_key
from manyhands.site.demo.fill.talk import collect, days_of_hearts, love, say
from manyhands.site.demo.fill.works import publish, purposes_of
from manyhands.site.demo.plan import Demo, PlannedMember, PlannedVersion, PlannedWork
from manyhands.site.models import DemoStep

AHEAD = 3  # works whose files the workers get while earlier ones are still being prepared
SOON = 0.001  # days
VISITOR = "kofi"  # whose name a visitor is told beside the administrator's


@dataclass(frozen=True)
class Act:
    """``happen`` returns the key of the row that came of it; ``files`` are paths in the workshop."""

    key: str
    days_ago: float
    happen: Callable[[Filling], int]
    by: str = ""  # whose files they are
    files: tuple[str, ...] = ()
    plays: bool = False  # the first of the files is what people came for


def story(demo: Demo) -> list[Act]:
    """Everything that happens in the demo company: people join, then day by day what they did."""
    happened = [*_arrivals(demo), *_works(demo), *_portraits(demo), *_talk(demo), *_collections(demo)]
    greeters = _greeters(demo)
    return sorted(happened, key=lambda act: (act.key not in greeters, -act.days_ago))


def _greeters(demo: Demo) -> set[str]:
    """Whose names are told to the visitor; they are here before anything else."""
    here = {member.handle for member in demo.members if member.administrator}
    return {member_key(handle) for handle in {*here, VISITOR}}


def _arrivals(demo: Demo) -> Iterator[Act]:
    for planned in demo.members:
        yield Act(member_key(planned.handle), joined(demo, planned), partial(join, planned=planned))


def _works(demo: Demo) -> Iterator[Act]:
    for work, number, version in demo.in_order():
        yield Act(
            key=version_key(work.key, number),
            days_ago=version.days_ago,
            happen=partial(publish, work=work, number=number, version=version),
            by=work.by,
            files=_paths(work, version),
            plays=bool(version.file),
        )


def _paths(work: PlannedWork, version: PlannedVersion) -> tuple[str, ...]:
    return tuple(path for path, _purpose in purposes_of(work, version))


def _portraits(demo: Demo) -> Iterator[Act]:
    """Each right after the person's first work, so that the first work needs not wait for all of them."""
    for planned in demo.members:
        yield Act(
            key=f"portrait {planned.handle}",
            days_ago=_first_work(demo, planned) - SOON,
            happen=partial(hang_portrait, planned=planned),
            by=planned.handle,
            files=(portrait_path(planned),),
        )


def _first_work(demo: Demo, member: PlannedMember) -> float:
    own = (version.days_ago for work, _n, version in demo.in_order() if work.by == member.handle)
    return max(own, default=1.0)


def _talk(demo: Demo) -> Iterator[Act]:
    for planned in demo.comments:
        key = planned.key or f"{planned.work} {planned.by} {planned.days_ago}"
        yield Act(comment_key(key), planned.days_ago, partial(say, planned=planned))
    for hearts in demo.hearts:
        for days_ago, handle in days_of_hearts(demo, hearts):
            happen = partial(love, work=hearts.work, handle=handle, days_ago=days_ago)
            yield Act(f"heart {hearts.work} {handle}", days_ago, happen)


def _collections(demo: Demo) -> Iterator[Act]:
    for planned in demo.collections:
        yield Act(f"collection {planned.key}", planned.days_ago, partial(collect, planned=planned))


def perform(filling: Filling, act: Act, then: Sequence[Act]) -> None:
    """Let it happen, when what plays in it plays; meanwhile the workers get the files of those to come.

    :raises Trouble: a file was refused, or no worker came
    """
    first, others = act.files[:1], act.files[1:]
    uploads = [hand_over(filling, path, filling.member(act.by)) for path in first]
    _hand_over_ahead(filling, then)
    if act.plays:
        wait_until_ready(uploads[0])
    for path in others:
        hand_over(filling, path, filling.member(act.by))
    with transaction.atomic():
        subject_id = act.happen(filling)
        DemoStep.objects.create(key=act.key, subject_id=subject_id, at=clock.now())
    filling.done[act.key] = subject_id


def _hand_over_ahead(filling: Filling, acts: Sequence[Act]) -> None:
    """What plays, and only a few: the queue is fair to people, and would not keep the order of many."""
    for act in [act for act in acts if act.plays][:AHEAD]:
        path, has_joined = act.files[0], member_key(act.by) in filling.done
        if not (has_joined and filling.workshop.is_made(path)):
            return
        hand_over(filling, path, filling.member(act.by))

"""The whole filling, from an empty company to a living one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from manyhands.core.models import Company
from manyhands.core.trouble import Trouble
from manyhands.people.models import Member
from manyhands.site.demo.fill.people import hang_portrait, join
from manyhands.site.demo.fill.state import Filling
from manyhands.site.demo.fill.talk import collect, days_of_hearts, love, say
from manyhands.site.demo.fill.works import publish
from manyhands.site.demo.plan import Demo
from manyhands.works.models import Work

VISITOR = "kofi"  # whose name a visitor is told beside the administrator's

Act = tuple[float, Callable[[], None]]  # days ago, and what happened then


class NotEmpty(Trouble):
    """Somebody is here already."""


def check_empty() -> None:
    """:raises NotEmpty: the company has members or works"""
    if Member.objects.exists() or Work.objects.exists():
        raise NotEmpty("Somebody is in this company already; the demo needs an empty one (--data FOLDER).")


def fill(filling: Filling, *, tell: Callable[[str], None]) -> None:
    """Let everybody join, then let happen what happened, day by day.

    :raises NotEmpty: the company has members or works
    :raises Trouble: a file was refused, or no worker came
    """
    check_empty()
    demo = filling.demo
    _name_company(demo)
    for member in demo.members:
        join(filling, member)
    tell(sign_in_words(demo))
    for member in demo.members:
        hang_portrait(filling, member)
    for _days_ago, happen in sorted(acts(filling), key=lambda act: -act[0]):
        happen()
    tell(f"The demo company is full: {len(demo.members)} people, {len(demo.works)} works.")


def acts(filling: Filling) -> list[Act]:
    """Everything that happened after people joined."""
    demo = filling.demo
    happened: list[Act] = [
        (version.days_ago, partial(publish, filling, work, number, version))
        for work, number, version in demo.in_order()
    ]
    happened += [(planned.days_ago, partial(say, filling, planned)) for planned in demo.comments]
    happened += [(planned.days_ago, partial(collect, filling, planned)) for planned in demo.collections]
    for hearts in demo.hearts:
        happened += [
            (days_ago, partial(love, filling, hearts.work, handle, days_ago))
            for days_ago, handle in days_of_hearts(demo, hearts)
        ]
    return happened


def _name_company(demo: Demo) -> None:
    company = Company.current()
    company.name, company.tagline = demo.company.name, demo.company.words
    company.save(update_fields=["name", "tagline"])


def sign_in_words(demo: Demo) -> str:
    administrator = next(member.handle for member in demo.members if member.administrator)
    return (
        f"The people of the demo share one password: {demo.company.password}\n"
        f"  sign in as {administrator} (administrator) or as {VISITOR} (member)"
    )

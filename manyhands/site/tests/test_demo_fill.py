"""A part of the demo company is filled by the real actions, from real files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from manyhands.core.models import Company
from manyhands.media.models import Portrait, Processing
from manyhands.people.models import Member, Role
from manyhands.rights.models import Credit, CreditAnswer
from manyhands.site.demo import build, content
from manyhands.site.demo.fill import (
    FilledElsewhere,
    Filling,
    NotEmpty,
    alone,
    begin,
    company,
    fill,
    is_full,
    sign_in_words,
    still_to_come,
)
from manyhands.site.demo.fill.acts import perform
from manyhands.site.demo.plan import Demo
from manyhands.site.demo.sound import shelf as sounds
from manyhands.talk.models import Comment, Heart
from manyhands.works.models import Collection, File, Source, Version, Work
from tests.make import make_member

pytestmark = pytest.mark.django_db

KEPT = {
    "kitchen-guitar", "loop-for-ana", "loop-with-bass", "rain-on-tin", "rain-sw", "rain-en", "red-hill",
}  # fmt: skip


def part_of(demo: Demo) -> Demo:
    """The same company with a few of its works, and whatever hangs on those alone."""
    works = tuple(work for work in demo.works if work.key in KEPT)
    makers = {work.by for work in works} | {"ines", "sam", "maeve"}
    members = tuple(member for member in demo.members if member.handle in makers)
    said = tuple(each for each in demo.comments if each.work in KEPT and each.by in makers)
    keys = {each.key for each in said}
    loved = [
        hearts.model_copy(update={"by": tuple(by for by in hearts.by if by in makers)})
        for hearts in demo.hearts
        if hearts.work in KEPT
    ]
    gathered = demo.collections[0].model_copy(update={"works": ("kitchen-guitar", "loop-for-ana", "rain-en")})
    return demo.model_copy(
        update={
            "works": works,
            "members": members,
            "comments": tuple(each for each in said if not each.answers or each.answers in keys),
            "hearts": tuple(loved),
            "collections": (gathered,),
        }
    )


class Workshop:
    """Makes a file when it is asked for, and keeps it for the next test."""

    def __init__(self, folder: Path, demo: Demo) -> None:
        self.folder = folder
        self.makers = {order.path: partial(build.make, folder, order) for order in build.orders(demo)}
        for member in demo.members:
            self.makers[build.portrait_path(member)] = partial(build.make_portrait, folder, member)

    def is_made(self, path: str) -> bool:
        return (self.folder / path).exists()

    def file(self, path: str) -> Path:
        return self.folder / path if self.is_made(path) else self.makers[path]()


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workshop")
    drawer = folder / ".sounds"
    drawer.mkdir()
    sounds.keep_in(drawer)
    yield Workshop(folder, part_of(content.load()))
    sounds.forget()


@pytest.fixture
def filling(workshop) -> Filling:
    """As a process begins it, the first or one after another was stopped."""
    demo = part_of(content.load())
    return Filling(demo, now=begin(demo), workshop=workshop, has_workers=False)


@pytest.mark.slow
def test_a_company_comes_to_life(filling):
    told: list[str] = []
    fill(filling, tell=told.append)
    demo = filling.demo
    assert Company.current().name == "Manyhands demo"
    assert Member.objects.count() == Portrait.objects.count() == len(demo.members)
    assert set(Work.objects.values_list("title", flat=True)) == {work.title for work in demo.works}
    assert [told[0], told[-1][:24]] == [sign_in_words(demo), "The demo company is full"]
    assert Member.objects.get(handle="ines").check_password(demo.company.password)
    assert set(Role.objects.values_list("member__handle", "name")) == {
        ("ines", "administrator"),
        ("sam", "curator"),
    }
    assert set(Processing.objects.values_list("state", flat=True)) == {"ready"}
    _sources_are_versions_of_the_plan(filling)
    _days_are_those_of_the_plan(filling)
    _what_was_said_is_there(filling)


@pytest.mark.slow
def test_a_filling_that_was_stopped_goes_on_behind_what_happened(filling, monkeypatch):
    happened = 0

    def cut_short(*args: Any, **kwargs: Any) -> None:
        nonlocal happened
        happened += 1
        if happened == 12:
            raise KeyboardInterrupt
        perform(*args, **kwargs)

    monkeypatch.setattr(company, "perform", cut_short)
    with pytest.raises(KeyboardInterrupt):
        fill(filling, tell=lambda _words: None)
    assert 0 < Work.objects.count() < len(filling.demo.works)
    assert not is_full()
    monkeypatch.undo()

    again = Filling(filling.demo, now=begin(filling.demo), workshop=filling.workshop, has_workers=False)
    assert again.now == filling.now
    fill(again, tell=lambda _words: None)
    assert is_full()
    assert still_to_come(filling.demo) == []
    _days_are_those_of_the_plan(again)
    _what_was_said_is_there(again)
    versions = sum(len(work.versions) for work in filling.demo.works)
    assert (Member.objects.count(), Version.objects.count()) == (len(filling.demo.members), versions)


def _sources_are_versions_of_the_plan(filling: Filling) -> None:
    second = Version.objects.get(work__author__handle="ana", number=2)
    (back,) = Source.objects.filter(version=second)
    assert back.origin
    assert (back.origin.work.author.handle, back.origin.number, back.kind) == ("kofi", 1, "contains")
    third = Version.objects.get(work__author__handle="kofi", work__kind="audio", number=2)
    assert [source.origin for source in third.sources.all()] == [second]
    hill = Work.objects.get(kind="image")
    assert hill.latest
    (source,) = hill.latest.sources.all()
    assert source.outside
    assert source.outside.author.startswith("葛飾北斎")
    assert list(File.objects.filter(version=second, purpose="stem").values_list("name", flat=True)) == [
        "agudos.flac"
    ]


def _days_are_those_of_the_plan(filling: Filling) -> None:
    numbers = [(version.at, version.pk) for version in Version.objects.all()]
    assert sorted(numbers) == sorted(numbers, key=lambda row: row[1])  # what is newer has the greater number
    oldest = max(version.days_ago for work in filling.demo.works for version in work.versions)
    assert min(numbers)[0] == filling.now - dt.timedelta(days=oldest)
    assert Member.objects.filter(joined_at__gte=min(numbers)[0], works__at=min(numbers)[0]).count() == 0


def _what_was_said_is_there(filling: Filling) -> None:
    demo = filling.demo
    assert Comment.objects.count() == len(demo.comments)
    assert Comment.objects.filter(from_ms=8600, words__startswith="The low G").exists()
    assert Comment.objects.filter(answers__by__handle="kofi", by__handle="ana").exists()
    assert Heart.objects.count() == sum(len(hearts.by) for hearts in demo.hearts)
    assert Collection.objects.get().items_count == 3
    named = Credit.objects.exclude(member=None).count()
    assert CreditAnswer.objects.filter(confirmed=True).count() == named > 0


def test_a_company_with_somebody_in_it_is_left_alone():
    make_member("yui")
    with pytest.raises(NotEmpty, match="needs an empty one"):
        begin(content.load())
    assert Member.objects.count() == 1
    assert Company.current().name != "Manyhands demo"


@pytest.mark.django_db(transaction=True)
def test_one_process_fills_at_a_time():
    said: list[str] = []

    def try_too() -> None:
        try:
            with alone():
                said.append("came in")
        except FilledElsewhere as error:
            said.append(str(error))
        finally:
            connection.close()

    with alone():
        _in_a_thread(try_too)
    _in_a_thread(try_too)
    assert said == ["The demo company is being filled already.", "came in"]


def _in_a_thread(act: Callable[[], None]) -> None:
    thread = Thread(target=act)
    thread.start()
    thread.join()

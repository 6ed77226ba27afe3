"""The graph of versions has no cycle and totals are exact, whatever people do in whatever order."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manyhands.core.errors import RuleBroken
from manyhands.works import lineage
from manyhands.works.actions import hold_work, lift_hold, publish_draft, remove_work
from manyhands.works.models import Hold, Source, SourceKind, Tombstone, Version, Work
from tests.make import NOON, make_draft, make_member, make_version, make_work

Links = dict[int, set[int]]

steps = st.lists(
    st.tuples(
        st.sampled_from(["publish", "publish", "version", "version", "remove", "hold", "lift"]),
        st.integers(0, 20),
        st.lists(st.integers(0, 20), max_size=3),
    ),
    min_size=1,
    max_size=12,
)


def take_step(verb: str, which: int, cited: list[int]) -> None:
    works = list(Work.objects.order_by("pk"))
    everyone = [work for work in works if not hasattr(work, "tombstone")]
    sources = list({everyone[number % len(everyone)] for number in cited}) if everyone else []
    if verb == "publish" or not works:
        make_work(sources=sources, licence="accord")
        return
    work = works[which % len(works)]
    if verb == "version":
        make_version(work, sources=[source for source in sources if source != work])
    elif verb == "remove":
        remove_work(work, why=Tombstone.Why.MAKER, by=work.author, at=NOON)
    elif verb == "hold":
        hold_work(work, reason="Somebody asks.", by=None, at=NOON)
    else:
        lift_hold(work, by=None, at=NOON)


def counted() -> tuple[Links, Links]:
    """Which works each work cites, and which works that are to be seen cite it, from the rows alone."""
    hidden = {*Tombstone.objects.values_list("work_id", flat=True)}
    hidden |= {*Hold.objects.filter(lifted_at=None).values_list("work_id", flat=True)}
    sources, remixes = defaultdict(set), defaultdict(set)
    for work_id, origin_id in Source.objects.values_list("version__work_id", "origin__work_id"):
        if origin_id is not None and origin_id != work_id:
            sources[work_id].add(origin_id)
            if work_id not in hidden:
                remixes[origin_id].add(work_id)
    return sources, remixes


def check_totals() -> None:
    sources, remixes = counted()
    for work in Work.objects.all():
        assert work.sources_count == len(sources[work.pk]), f"sources of {work.pk}"
        assert work.remixes_count == len(remixes[work.pk]), f"remixes of {work.pk}"


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_totals_equal_a_recount_and_nothing_is_its_own_ancestor(story):
    with transaction.atomic():
        for verb, which, cited in story:
            try:
                with transaction.atomic():
                    take_step(verb, which, cited)
            except RuleBroken:
                continue  # a removed work gets no version, a held one is no source: that is tested elsewhere
        check_totals()
        assert lineage.recount(Work.objects.values_list("pk", flat=True)) == []
        assert not Source.objects.filter(origin__gte=F("version")).exists()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_database_itself_refuses_a_source_that_is_younger():
    older, younger = make_work(), make_work()
    with pytest.raises(IntegrityError, match="source_is_older"), transaction.atomic():
        Source.objects.create(
            version=older.newest, origin=younger.newest, kind=SourceKind.CONTAINS, by=older.author, at=NOON
        )


@pytest.mark.django_db
def test_a_song_is_passed_back_and_forth():
    song = make_work(make_member("ana"), title="Song")
    answer = make_work(make_member("kofi"), title="Song with bass", sources=[song])
    make_version(song, sources=[answer])
    for work in (song, answer):
        work.refresh_from_db()
        assert (work.sources_count, work.remixes_count) == (1, 1)


@pytest.mark.django_db
def test_ten_versions_by_one_person_are_one_remix():
    song = make_work()
    remix = make_work(sources=[song])
    for _ in range(3):
        make_version(remix, sources=[song])
    song.refresh_from_db()
    assert song.remixes_count == 1


@pytest.mark.django_db
class TestWhollyOwn:
    def test_what_i_alone_made_is_mine_all_the_way_up(self):
        ana = make_member("ana")
        second = make_work(ana, sources=[make_work(ana)])
        assert self.own(ana, second) == {second.newest.pk}

    def test_anothers_work_far_up_is_still_anothers(self):
        ana = make_member("ana")
        second = make_work(ana, sources=[make_work(ana, sources=[make_work(make_member("kofi"))])])
        assert self.own(ana, second) == set()

    def own(self, member, work):
        return lineage.wholly_own([work.newest.pk], member_id=member.pk)


def at_once(*acts):
    """Run these at the same time, each with a connection of its own; returns what came of each."""

    def run(act):
        try:
            return act()
        except RuleBroken as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


@pytest.mark.django_db(transaction=True)
def test_one_draft_that_is_published_by_two_tabs_at_once_is_one_work():
    ana = make_member("ana")
    draft = make_draft(ana)
    publish = lambda: publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True)  # noqa: E731
    versions = at_once(*[publish] * 5)
    assert {version.pk for version in versions} == {Version.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_many_remixes_at_once_are_all_counted():
    song = make_work()
    drafts = [make_draft(make_member(), sources=[song]) for _ in range(8)]
    at_once(
        *[
            lambda draft=draft: publish_draft(draft.pk, by=draft.member, at=NOON, accord_accepted=True)
            for draft in drafts
        ]
    )
    check_totals()
    song.refresh_from_db()
    assert song.remixes_count == 8


@pytest.mark.django_db(transaction=True)
def test_two_works_that_take_from_each_other_at_once_do_not_wait_for_ever():
    first, second = make_work(), make_work()
    results = at_once(
        *[lambda a=a, b=b: make_version(a, sources=[b]) for a, b in [(first, second), (second, first)] * 4]
    )
    assert all(isinstance(result, Version) for result in results)
    assert sorted(Version.objects.filter(work=first).values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    check_totals()

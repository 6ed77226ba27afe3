"""The plan of the demo company keeps its promises before a single file is made."""

import graphlib

import pytest

from manyhands.rights.rules import Material, may_derive
from manyhands.site.demo import content
from manyhands.site.demo.plan import Demo, PlannedVersion, PlannedWork


@pytest.fixture(scope="module")
def demo() -> Demo:
    return content.load()


def versions(demo: Demo) -> dict[tuple[str, int], PlannedVersion]:
    return {(work.key, number): version for work, number, version in demo.in_order()}


def depths(demo: Demo) -> dict[tuple[str, int], int]:
    """How many hands each version has passed through before, itself included."""
    deep: dict[tuple[str, int], int] = {}
    for work, number, version in demo.in_order():
        above = [deep[source.work, source.version] for source in version.sources]
        if number > 1:
            above.append(deep[work.key, number - 1] - 1)
        deep[work.key, number] = 1 + max(above, default=0)
    return deep


def sources(demo: Demo) -> list[tuple[PlannedWork, PlannedVersion, tuple[str, int]]]:
    return [(w, v, (source.work, source.version)) for w, _n, v in demo.in_order() for source in v.sources]


def test_sixteen_people_of_many_countries_and_languages(demo):
    assert len(demo.members) >= 14
    assert len({member.country for member in demo.members}) >= 7
    assert len({member.languages[0].split("-")[0] for member in demo.members}) >= 6
    assert len({member.handle for member in demo.members}) == len(demo.members)
    assert [member.handle for member in demo.members if member.administrator] == ["ines"]


def test_works_of_all_four_kinds_by_everybody(demo):
    kinds = [work.kind for work in demo.works]
    assert len(kinds) >= 44
    assert all(kinds.count(kind) >= 8 for kind in ("audio", "video", "image", "text"))
    assert {work.by for work in demo.works} == {member.handle for member in demo.members}
    assert len({work.key for work in demo.works}) == len(demo.works)


def test_every_licence_is_used(demo):
    assert {work.licence for work in demo.works} == {"cc0", "by", "by-sa", "by-nc", "by-nc-sa", "accord"}


def test_every_version_may_carry_its_licence_whatever_it_is_made_from(demo):
    for work, version, _source in sources(demo):
        materials = [
            Material(
                source.work,
                (demo.work(source.work).licence,),
                own=demo.work(source.work).by == work.by,
                contained=source.contains,
            )
            for source in version.sources
        ]
        assert may_derive(materials, work.licence) == [], work.key


def test_every_source_is_older_than_what_was_made_from_it(demo):
    of = versions(demo)
    for _work, version, source in sources(demo):
        assert of[source].days_ago > version.days_ago


def test_nobody_names_themselves_twice_as_one_source(demo):
    for work, _number, version in demo.in_order():
        named = [(source.work, source.version) for source in version.sources]
        assert len(named) == len(set(named)), work.key


def test_lineage_is_acyclic_and_deep(demo):
    graph: dict[tuple[str, int], set[tuple[str, int]]] = {key: set() for key in versions(demo)}
    for work, number, version in demo.in_order():
        graph[work.key, number] |= {(source.work, source.version) for source in version.sources}
    assert len(list(graphlib.TopologicalSorter(graph).static_order())) == len(graph)
    assert max(depths(demo).values()) >= 6


def test_a_song_goes_back_and_forth(demo):
    of = versions(demo)
    assert ("loop-with-bass", 1) in {(s.work, s.version) for s in of["kitchen-guitar", 2].sources}
    assert ("kitchen-guitar", 2) in {(s.work, s.version) for s in of["loop-with-bass", 2].sources}


def test_what_invites_was_never_remixed(demo):
    remixed = {source for _work, _version, (source, _number) in sources(demo)}
    inviting = {work.key for work in demo.works if work.invites}
    assert inviting
    assert not inviting & remixed


def test_texts_are_there_and_all_different(demo):
    names = [version.text for _work, _number, version in demo.in_order() if version.text]
    texts = [content.text(name) for name in names]
    assert {path.name for path in content.TEXTS.iterdir()} == set(names)
    assert len(set(texts)) == len(texts)
    assert all(40 < len(text) < 900 for text in texts)


def test_each_version_has_a_file_or_a_text_of_its_kind(demo):
    for work, _number, version in demo.in_order():
        assert bool(version.text) == (work.kind == "text"), work.key
        assert bool(version.file) == bool(version.made_by) == (work.kind != "text"), work.key
    assert all(work.alt for work in demo.works if work.kind in {"image", "video"})


def test_talk_and_collections_name_works_and_members_that_exist(demo):
    works, members = {work.key for work in demo.works}, {member.handle for member in demo.members}
    newest = {work.key: work.versions[0].days_ago for work in demo.works}
    said = {comment.key: comment for comment in demo.comments if comment.key}
    for comment in demo.comments:
        assert comment.by in members
        assert comment.days_ago < newest[comment.work]
        if comment.answers:
            assert said[comment.answers].days_ago > comment.days_ago
            assert said[comment.answers].work == comment.work
    for hearts in demo.hearts:
        assert hearts.work in works
        assert set(hearts.by) <= members - {demo.work(hearts.work).by}
    for collection in demo.collections:
        assert {collection.by, *collection.with_} <= members
        assert set(collection.works) <= works
        assert all(newest[key] > collection.days_ago for key in collection.works)

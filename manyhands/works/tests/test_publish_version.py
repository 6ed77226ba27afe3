"""A new version keeps address, comments and hearts; older ones stay as they were."""

from __future__ import annotations

import pytest

from manyhands.core.errors import NotThere
from manyhands.core.models import EventRow
from manyhands.rights.rules import BY, BY_NC_SA, BY_SA
from manyhands.works.actions import (
    CannotPublish,
    hold_work,
    publish_draft,
    publish_version,
    remove_work,
    start_version,
)
from manyhands.works.models import Kind, Purpose, Tombstone
from manyhands.works.orders import FileOrder, VersionOrder
from tests.make import NOON, make_member, make_sources, make_upload, make_version, make_work

pytestmark = pytest.mark.django_db


def test_versions_are_numbered_and_the_newest_is_the_work():
    work = make_work()
    first = work.newest
    second = make_version(work, note="The rain is louder now.")
    work.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert work.newest == second
    assert first.files.exists()
    assert second.note == "The rain is louder now."
    assert EventRow.objects.get(kind="version.published").data["number"] == 2


def test_only_its_maker_makes_a_new_version():
    work, kofi = make_work(), make_member("kofi")
    with pytest.raises(NotThere):
        publish_version(VersionOrder(work_id=work.pk, body="Mine now."), by=kofi, at=NOON)
    with pytest.raises(NotThere):
        start_version(work, by=kofi, at=NOON)


def test_a_removed_work_gets_no_new_version():
    work = make_work(kind=Kind.TEXT)
    remove_work(work, why=Tombstone.Why.MAKER, by=work.author, at=NOON)
    with pytest.raises(NotThere):
        publish_version(VersionOrder(work_id=work.pk, body="Again."), by=work.author, at=NOON)


def test_a_song_does_not_become_a_picture():
    work = make_work(kind=Kind.AUDIO)
    files = (FileOrder(upload_id=make_upload(work.author, kind="image").pk),)
    with pytest.raises(CannotPublish) as refused:
        publish_version(VersionOrder(work_id=work.pk, files=files), by=work.author, at=NOON)
    assert [problem.code for problem in refused.value.problems] == ["other_kind"]


def test_a_work_is_no_source_of_itself():
    work = make_work(kind=Kind.TEXT)
    order = VersionOrder(work_id=work.pk, body="Again.", sources=make_sources([work.newest]))
    with pytest.raises(CannotPublish) as refused:
        publish_version(order, by=work.author, at=NOON)
    assert [problem.code for problem in refused.value.problems] == ["source_of_itself"]


def test_a_new_source_may_need_another_licence_which_then_is_granted_too():
    theirs = make_work(licence=BY_SA)
    work = make_work(kind=Kind.TEXT, licence=BY)
    order = VersionOrder(work_id=work.pk, body="Again.", sources=make_sources([theirs]))
    with pytest.raises(CannotPublish):
        publish_version(order, by=work.author, at=NOON)
    order = VersionOrder(work_id=work.pk, body="Again.", sources=make_sources([theirs]), licence=BY_SA)
    publish_version(order, by=work.author, at=NOON)
    work.refresh_from_db()
    assert work.licence == BY_SA
    assert list(work.licence_grants.order_by("pk").values_list("licence", flat=True)) == [BY, BY_SA]


def test_another_licence_has_to_fit_what_older_versions_were_made_from():
    work = make_work(kind=Kind.TEXT, licence=BY_NC_SA, sources=[make_work(licence=BY_NC_SA)])
    with pytest.raises(CannotPublish):
        publish_version(VersionOrder(work_id=work.pk, body="All new.", licence=BY), by=work.author, at=NOON)


def test_a_source_that_is_hidden_by_now_stays_true():
    song = make_work()
    remix = make_work(kind=Kind.TEXT, sources=[song])
    hold_work(song, reason="Somebody asks.", by=None, at=NOON)
    order = VersionOrder(work_id=remix.pk, body="Again.", sources=make_sources([song.newest]))
    assert publish_version(order, by=remix.author, at=NOON).sources.get().origin == song.newest


class TestFromADraft:
    def test_it_begins_as_the_newest_version_is(self):
        song = make_work()
        remix = make_work(make_member("kofi"), sources=[song], tags=["bass"], language="ak")
        draft = start_version(remix, by=remix.author, at=NOON)
        assert (draft.title, draft.language, draft.licence, draft.tags) == (
            remix.title,
            "ak",
            remix.licence,
            "bass",
        )
        assert draft.sources.get().origin == song.newest
        assert draft.files.get().purpose == Purpose.MAIN

    def test_pressing_the_button_twice_begins_one(self):
        work = make_work()
        assert start_version(work, by=work.author, at=NOON) == start_version(work, by=work.author, at=NOON)

    def test_publishing_it_brings_its_words_along(self):
        work = make_work(kind=Kind.TEXT, title="The night train")
        draft = start_version(work, by=work.author, at=NOON)
        draft.title, draft.body = "The night train, again", "It stops."
        draft.save()
        version = publish_draft(draft.pk, by=work.author, at=NOON)
        work.refresh_from_db()
        assert (work.title, work.newest) == ("The night train, again", version)
        assert work.edits.get(field="title").before == "The night train"
        assert publish_draft(draft.pk, by=work.author, at=NOON) == version

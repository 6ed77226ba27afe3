"""What is said about a work may change; what stood there before can be read. Licences are only ever added."""

from __future__ import annotations

import datetime as dt

import pytest

from manyhands.core.errors import NotThere
from manyhands.core.models import EventRow
from manyhands.rights.rules import ACCORD, BY, BY_SA, CC0
from manyhands.works.actions import CannotPublish, change_licence, edit_words, publish_work, remove_work
from manyhands.works.models import Tombstone
from manyhands.works.orders import PublishOrder, WorkWords
from tests.make import NOON, make_member, make_sources, make_version, make_work

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(days=1)


def test_what_stood_there_before_is_kept():
    work = make_work(title="Rain", tags=["rain"])
    words = WorkWords(title="Rain on tin", words="Recorded at night.", language="en", tags=("rain", "tin"))
    edit_words(work, words, by=work.author, at=LATER)
    work.refresh_from_db()
    assert (work.title, work.words) == ("Rain on tin", "Recorded at night.")
    assert sorted(tag.slug for tag in work.tags.all()) == ["rain", "tin"]
    assert list(work.edits.order_by("pk").values_list("field", "before")) == [
        ("title", "Rain"),
        ("words", ""),
        ("tags", "rain"),
    ]
    assert EventRow.objects.get(kind="work.edited").data["fields"] == ["title", "words", "tags"]


def test_saving_without_a_change_leaves_no_trace():
    work = make_work(title="Rain")
    assert edit_words(work, WorkWords(title=" Rain ", language="en"), by=work.author, at=LATER) == []
    assert not EventRow.objects.filter(kind="work.edited").exists()


def test_machine_learning_is_a_yes_of_its_own():
    work = make_work(title="Rain")
    edit_words(work, WorkWords(title="Rain", language="en", machine_learning=True), by=work.author, at=LATER)
    work.refresh_from_db()
    assert work.machine_learning
    assert work.edits.get().before == "False"


def test_a_title_stays():
    work = make_work(title="Rain")
    with pytest.raises(CannotPublish):
        edit_words(work, WorkWords(title=" "), by=work.author, at=LATER)


def test_only_its_maker_edits_it_while_it_stands():
    work = make_work()
    with pytest.raises(NotThere):
        edit_words(work, WorkWords(title="Mine"), by=make_member(), at=LATER)
    with pytest.raises(NotThere):
        change_licence(work, CC0, by=make_member(), at=LATER)
    remove_work(work, why=Tombstone.Why.MAKER, by=work.author, at=NOON)
    with pytest.raises(NotThere):
        edit_words(work, WorkWords(title="Back"), by=work.author, at=LATER)


class TestChangeLicence:
    def test_what_was_granted_stays_granted(self):
        work = make_work(licence=BY)
        change_licence(work, ACCORD, by=work.author, at=LATER)
        order = PublishOrder(
            title="Remix",
            body="…",
            licence=BY,
            accord_accepted=True,
            sources=make_sources([work.newest]),
        )
        assert publish_work(order, by=make_member(), at=LATER).work.licence == BY

    def test_a_version_that_came_later_is_only_under_the_newer_one(self):
        work = make_work(licence=BY)
        change_licence(work, ACCORD, by=work.author, at=LATER)
        version = make_version(work, at=LATER + dt.timedelta(days=1))
        order = PublishOrder(
            title="Remix", body="…", licence=BY, accord_accepted=True, sources=make_sources([version])
        )
        with pytest.raises(CannotPublish) as refused:
            publish_work(order, by=make_member(), at=LATER)
        assert [problem.code for problem in refused.value.problems] == ["accord_only"]

    def test_it_has_to_fit_the_sources(self):
        work = make_work(licence=BY_SA, sources=[make_work(licence=BY_SA)])
        with pytest.raises(CannotPublish):
            change_licence(work, BY, by=work.author, at=LATER)
        with pytest.raises(CannotPublish, match="no licence “gpl”"):
            change_licence(work, "gpl", by=work.author, at=LATER)

    def test_the_same_licence_again_is_no_news(self):
        work = make_work(licence=BY)
        change_licence(work, BY, by=work.author, at=LATER)
        assert work.licence_grants.count() == 1

"""Collections: ordered, with words, by anyone, together with whom they like."""

from __future__ import annotations

import pytest

from manyhands.core.errors import NotThere, RuleBroken
from manyhands.core.models import EventRow
from manyhands.works import actions
from manyhands.works.actions import CollectionWords
from manyhands.works.actions.collecting import Collected, OrderOutdated
from manyhands.works.models import Collection
from tests.make import NOON, make_collection, make_member, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return make_member("ines")


@pytest.fixture
def rain(ines):
    return make_collection(ines)


def add(collection: Collection, member, *works):
    return [actions.add_to_collection(collection, work, by=member, at=NOON) for work in works]


def titles(collection: Collection) -> list[str]:
    return [item.work.title for item in collection.items.order_by("position")]


def test_works_stand_in_the_order_in_which_they_came(rain, ines):
    add(rain, ines, make_work(title="First"), make_work(title="Second"))
    rain.refresh_from_db()
    assert titles(rain) == ["First", "Second"]
    assert rain.items_count == 2
    assert EventRow.objects.filter(kind="collection.work_added").count() == 2


def test_a_work_is_in_it_once(rain, ines):
    work = make_work()
    add(rain, ines, work)
    with pytest.raises(Collected):
        add(rain, ines, work)


def test_a_hidden_work_is_not_there_to_be_added(rain, ines):
    work = make_work()
    actions.hold_work(work, reason="Somebody asks.", by=None, at=NOON)
    with pytest.raises(NotThere):
        add(rain, ines, work)


def test_the_order_changes(rain, ines):
    first, second, third = add(rain, ines, *[make_work(title=title) for title in "ABC"])
    actions.reorder_collection(rain, [third.pk, first.pk, second.pk], by=ines, at=NOON)
    assert titles(rain) == ["C", "A", "B"]


def test_an_order_of_other_items_is_refused(rain, ines):
    first, second = add(rain, ines, make_work(), make_work())
    for wrong in ([first.pk], [first.pk, second.pk, 10**9], [first.pk, first.pk]):
        with pytest.raises(OrderOutdated):
            actions.reorder_collection(rain, wrong, by=ines, at=NOON)


def test_a_work_is_taken_out_and_comes_back_at_the_end(rain, ines):
    works = [make_work(title=title) for title in "ABC"]
    items = add(rain, ines, *works)
    actions.take_out(items[0], by=ines, at=NOON)
    rain.refresh_from_db()
    assert rain.items_count == 2
    add(rain, ines, works[0])
    assert titles(rain) == ["B", "C", "A"]


def test_a_co_curator_may_do_all_but_what_is_the_owners(rain, ines):
    yui = make_member("yui")
    actions.name_co_curator(rain, yui, by=ines, at=NOON)
    actions.accept_curating(rain, by=yui, at=NOON)
    (item,) = add(rain, yui, make_work())
    actions.edit_item(item, "For the drums.", by=yui, at=NOON)
    actions.reorder_collection(rain, [item.pk], by=yui, at=NOON)
    with pytest.raises(NotThere):
        actions.edit_collection(rain, CollectionWords(title="Mine"), by=yui, at=NOON)
    with pytest.raises(NotThere):
        actions.remove_collection(rain, by=yui, at=NOON)
    with pytest.raises(NotThere):
        actions.name_co_curator(rain, make_member(), by=yui, at=NOON)
    item.refresh_from_db()
    assert item.words == "For the drums."


def test_whoever_is_asked_curates_only_after_saying_yes(rain, ines):
    yui = make_member("yui")
    with pytest.raises(NotThere):
        actions.accept_curating(rain, by=yui, at=NOON)
    actions.name_co_curator(rain, yui, by=ines, at=NOON)
    with pytest.raises(NotThere):
        add(rain, yui, make_work())
    for _twice in range(2):
        actions.accept_curating(rain, by=yui, at=NOON)
    add(rain, yui, make_work())
    assert EventRow.objects.filter(kind="collection.co_curator_accepted").count() == 1


def test_a_co_curator_goes_or_is_dropped(rain, ines):
    yui, kofi = make_member("yui"), make_member("kofi")
    for member in (yui, kofi):
        actions.name_co_curator(rain, member, by=ines, at=NOON)
    actions.accept_curating(rain, by=yui, at=NOON)
    with pytest.raises(NotThere):
        actions.drop_co_curator(rain, kofi, by=yui, at=NOON)
    actions.drop_co_curator(rain, yui, by=yui, at=NOON)
    actions.drop_co_curator(rain, kofi, by=ines, at=NOON)
    with pytest.raises(NotThere):
        add(rain, yui, make_work())


def test_a_stranger_can_do_nothing(rain, ines):
    stranger = make_member()
    (item,) = add(rain, ines, make_work())
    acts = [
        lambda: add(rain, stranger, make_work()),
        lambda: actions.take_out(item, by=stranger, at=NOON),
        lambda: actions.edit_item(item, "Mine.", by=stranger, at=NOON),
        lambda: actions.reorder_collection(rain, [item.pk], by=stranger, at=NOON),
        lambda: actions.edit_collection(rain, CollectionWords(title="Mine"), by=stranger, at=NOON),
        lambda: actions.remove_collection(rain, by=stranger, at=NOON),
        lambda: actions.name_co_curator(rain, stranger, by=stranger, at=NOON),
    ]
    for act in acts:
        with pytest.raises(NotThere):
            act()


def test_a_collection_has_a_title(rain, ines):
    for title in (" ", "x" * 121):
        with pytest.raises(RuleBroken):
            actions.edit_collection(rain, CollectionWords(title=title), by=ines, at=NOON)
        with pytest.raises(RuleBroken):
            actions.start_collection(CollectionWords(title=title), by=ines, at=NOON)


def test_a_removed_collection_is_gone(rain, ines):
    actions.remove_collection(rain, by=ines, at=NOON)
    with pytest.raises(NotThere):
        add(rain, ines, make_work())

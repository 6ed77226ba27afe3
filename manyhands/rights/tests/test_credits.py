"""Who did what: named while working, confirmed by the person named."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from manyhands.core.errors import NotAllowed, NotThere
from manyhands.core.models import EventRow
from manyhands.rights.actions import (
    Answered,
    AskedLately,
    NamedAlready,
    NamelessCredit,
    Person,
    answer_credit,
    ask_again,
    name_person,
    withdraw_credit,
)
from manyhands.rights.models import Credit, CreditList
from tests.make import NOON, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return make_member("ana")


@pytest.fixture
def kofi():
    return make_member("kofi", name="Kofi B.")


@pytest.fixture
def credits(db):
    return CreditList.objects.create()


def name(credits, by, **person) -> Credit:
    return name_person(credits, Person(**{"role": "bass", **person}), by=by, at=NOON)


def shown(viewer) -> list[str]:
    return [credit.name for credit in Credit.objects.shown_to(viewer).order_by("position")]


def test_a_name_without_an_account_stands_at_once(credits, ana):
    name(credits, ana, name="my uncle")
    assert shown(AnonymousUser()) == ["my uncle"]


def test_a_member_is_shown_only_after_confirming(credits, ana, kofi):
    credit = name(credits, ana, member=kofi)
    assert shown(AnonymousUser()) == []
    assert shown(ana) == shown(kofi) == ["Kofi B."]
    assert EventRow.objects.get(kind="credit.named").public_from is None
    answer_credit(credit, confirmed=True, by=kofi, at=NOON)
    assert shown(AnonymousUser()) == ["Kofi B."]
    assert EventRow.objects.get(kind="credit.answered").public_from == NOON


def test_a_no_is_nobodys_business(credits, ana, kofi):
    credit = name(credits, ana, member=kofi)
    answer_credit(credit, confirmed=False, by=kofi, at=NOON)
    assert shown(AnonymousUser()) == []
    assert EventRow.objects.get(kind="credit.answered").public_from is None


def test_an_answer_may_be_changed(credits, ana, kofi):
    credit = name(credits, ana, member=kofi)
    for confirmed in (False, True):
        answer_credit(credit, confirmed=confirmed, by=kofi, at=NOON)
    assert shown(AnonymousUser()) == ["Kofi B."]


def test_whoever_names_themselves_has_confirmed_it(credits, ana):
    name(credits, ana, member=ana, name="A. Lima")
    assert shown(AnonymousUser()) == ["A. Lima"]


def test_only_the_one_who_was_named_answers(credits, ana, kofi):
    credit = name(credits, ana, member=kofi)
    for stranger in (ana, make_member()):
        with pytest.raises(NotThere):
            answer_credit(credit, confirmed=True, by=stranger, at=NOON)


def test_both_may_take_a_credit_back_and_nobody_else(credits, ana, kofi):
    first, second = name(credits, ana, member=kofi), name(credits, ana, member=kofi, role="voice")
    with pytest.raises(NotAllowed):
        withdraw_credit(first, by=make_member(), at=NOON)
    withdraw_credit(first, by=ana, at=NOON)
    withdraw_credit(second, by=kofi, at=NOON)
    assert shown(kofi) == []
    with pytest.raises(NotThere):
        answer_credit(first, confirmed=True, by=kofi, at=NOON)


def test_a_withdrawn_credit_may_be_given_again(credits, ana, kofi):
    withdraw_credit(name(credits, ana, member=kofi), by=ana, at=NOON)
    assert name(credits, ana, member=kofi).position == 1


def test_who_does_not_answer_is_asked_again_after_a_week_in_the_same_place(credits, ana, kofi):
    credit = name(credits, ana, member=kofi, name="K. B.")
    name(credits, ana, name="my uncle")
    with pytest.raises(AskedLately):
        ask_again(credit, by=ana, at=NOON + dt.timedelta(days=6))
    fresh = ask_again(credit, by=ana, at=NOON + dt.timedelta(days=7))
    assert (fresh.name, fresh.role, fresh.member) == ("K. B.", "bass", kofi)
    assert shown(ana) == ["K. B.", "my uncle"]
    asked = EventRow.objects.filter(kind="credit.named", data__credit_id=fresh.pk)
    assert asked.count() == 1
    with pytest.raises(NotThere):
        answer_credit(credit, confirmed=True, by=kofi, at=NOON)
    answer_credit(fresh, confirmed=True, by=kofi, at=NOON)
    assert shown(AnonymousUser()) == ["K. B.", "my uncle"]


@pytest.mark.parametrize("confirmed", [True, False])
def test_who_has_answered_is_not_asked_again(credits, ana, kofi, confirmed):
    credit = name(credits, ana, member=kofi)
    answer_credit(credit, confirmed=confirmed, by=kofi, at=NOON)
    with pytest.raises(Answered):
        ask_again(credit, by=ana, at=NOON + dt.timedelta(days=30))


def test_only_who_named_a_member_may_ask_again(credits, ana, kofi):
    month_later = NOON + dt.timedelta(days=30)
    with pytest.raises(NotAllowed):
        ask_again(name(credits, ana, member=kofi), by=kofi, at=month_later)
    with pytest.raises(NotAllowed):
        ask_again(name(credits, ana, name="my uncle"), by=ana, at=month_later)


def test_a_member_has_a_role_once(credits, ana, kofi):
    name(credits, ana, member=kofi)
    with pytest.raises(NamedAlready):
        name(credits, ana, member=kofi)
    name(credits, ana, member=kofi, role="voice")


def test_a_credit_says_who_and_what(credits, ana):
    with pytest.raises(NamelessCredit):
        name(credits, ana, name=" ")
    with pytest.raises(NamelessCredit):
        name(credits, ana, name="my uncle", role=" ")

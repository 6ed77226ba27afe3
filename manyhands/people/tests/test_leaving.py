"""A member closes the account; what is known about the person goes."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import send_mail
from django.test import Client
from pytest_django import Settings

from manyhands.core.models import Company, EventRow, Joining, OutboxMail
from manyhands.people import actions
from manyhands.people.actions import Profile
from manyhands.people.actions.refusals import HandleTaken, LastAdministrator
from manyhands.people.models import Block, Closure, Member, Session
from tests.make import NOON, make_administrator, make_member, make_newcomer

pytestmark = pytest.mark.django_db

STAY = Closure.Works.STAY


def person() -> Member:
    """Somebody of whom there is much to erase."""
    ana = actions.add_member(make_newcomer("ana", name="Ana Díaz"), at=NOON)
    profile = Profile(
        name="Ana Díaz",
        words="From Porto.",
        place="Porto",
        country="PT",
        crafts=("drummer",),
        languages=("pt",),
    )
    send_mail("Hello", "A letter", None, ["ana@example.org"])
    actions.block(make_member("kofi"), by=ana, at=NOON)
    Client().force_login(ana)
    return actions.change_profile(ana, profile, at=NOON)


def test_nothing_of_the_person_stays() -> None:
    ana = person()
    actions.close_account(ana, works=STAY, at=NOON)
    row = Member.objects.filter(pk=ana.pk).values().get()
    kept = {"id", "uid", "joined_at", "is_active", "password", "language", "time_zone"}
    told = {name: value for name, value in row.items() if name not in kept and value}
    assert set(told) == {"handle", "handle_skeleton", "name"}
    assert str(told["handle"]).startswith("former-")
    assert not any("ana" in str(value).lower() or "Díaz" in str(value) for value in told.values())
    ana.refresh_from_db()
    assert not ana.has_usable_password()
    assert not any(kept.exists() for kept in (ana.crafts, ana.languages, ana.links))
    assert not EmailAddress.objects.filter(user=ana).exists()
    for model in (Session, Block, OutboxMail):
        assert not model.objects.exists(), model


@pytest.mark.parametrize("works", list(Closure.Works))
def test_the_rooms_above_learn_what_becomes_of_the_works(works: Closure.Works) -> None:
    ana = person()
    actions.close_account(ana, works=works, at=NOON)
    assert EventRow.objects.get(kind="member.left").data == {"member_id": ana.pk, "works": works}
    assert ana not in Member.objects.visible_to(ana)


def test_nobody_takes_over_the_handle() -> None:
    actions.close_account(person(), works=STAY, at=NOON)
    with pytest.raises(HandleTaken):
        actions.add_member(make_newcomer("ana", mail="somebody@example.org"), at=NOON)


def test_the_address_may_join_again() -> None:
    actions.close_account(person(), works=STAY, at=NOON)
    assert actions.add_member(make_newcomer("ana2", mail="ana@example.org"), at=NOON)


def test_the_last_administrator_stays() -> None:
    ana = make_administrator("ana")
    with pytest.raises(LastAdministrator):
        actions.close_account(ana, works=STAY, at=NOON)
    make_administrator("kofi")
    actions.close_account(ana, works=STAY, at=NOON)
    assert not Member.objects.get(pk=ana.pk).is_administrator()


def test_who_never_confirmed_is_forgotten_after_three_days(settings: Settings) -> None:
    settings.MAIL_URL = "smtp://localhost"
    Company.objects.update(joining=Joining.OPEN)
    here = make_member("ana")
    actions.join(make_newcomer("kofi"), at=NOON)
    assert actions.forget_unconfirmed(at=NOON + dt.timedelta(days=3)) == 0
    assert actions.forget_unconfirmed(at=NOON + dt.timedelta(days=3, seconds=1)) == 1
    assert Member.objects.get() == here

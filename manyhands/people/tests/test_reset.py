"""A new password for who forgot the old one."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from manyhands.core.models import EventRow, OutboxMail
from manyhands.people import actions
from manyhands.people.models import Session
from manyhands.people.tests.outbox import link_in, newest_mail
from tests.make import NOON, PASSWORD, make_member, make_newcomer

pytestmark = pytest.mark.django_db

NEW = "a kettle, an hour, a door"


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


def ask(client: Client, mail: str = "ana@example.org") -> str:
    client.post("/sign-in/reset", {"email": mail})
    return link_in(newest_mail(mail))


def choose(client: Client, link: str, password: str = NEW) -> None:
    page = client.get(link)
    client.post(page["Location"], {"password1": password})


def test_the_link_makes_a_new_password(client: Client) -> None:
    ana = make_member("ana", password=PASSWORD)
    choose(client, ask(client))
    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert EventRow.objects.filter(kind="password.changed").exists()
    assert "was reset" in newest_mail("ana@example.org").text, "the owner is told"


def test_whoever_was_signed_in_is_out(client: Client) -> None:
    ana = make_member("ana", password=PASSWORD)
    thief = Client()
    thief.force_login(ana)
    choose(client, ask(client))
    assert thief.get("/settings").status_code == 302
    assert not Session.objects.filter(member=ana).exists()


def test_the_link_works_once(client: Client) -> None:
    ana = make_member("ana", password=PASSWORD)
    link = ask(client)
    choose(client, link)
    assert "does not work any more" in Client().get(link).text
    ana.refresh_from_db()
    assert ana.check_password(NEW)


def test_known_and_unknown_addresses_get_equal_answers() -> None:
    make_member("ana", password=PASSWORD)
    known = Client().post("/sign-in/reset", {"email": "ana@example.org"})
    unknown = Client().post("/sign-in/reset", {"email": "nobody@example.org"})
    assert known["Location"] == unknown["Location"] == "/sign-in/reset/sent"
    assert "Nobody" in newest_mail("nobody@example.org").subject


def test_one_address_is_not_flooded(client: Client) -> None:
    make_member("ana", password=PASSWORD)
    for _ in range(6):
        client.post("/sign-in/reset", {"email": "ana@example.org"})
    assert OutboxMail.objects.filter(to="ana@example.org").count() == 3


def test_the_mail_names_the_site_and_not_what_a_stranger_calls_it(client: Client, settings: Settings) -> None:
    make_member("ana", password=PASSWORD)
    settings.SITE_URL = "https://company.example"
    client.post("/sign-in/reset", {"email": "ana@example.org"}, headers={"Host": "evil.example"})
    text = newest_mail("ana@example.org").text
    assert "https://company.example/sign-in/reset/" in text
    assert "evil" not in text


def test_a_leaked_password_is_refused(client: Client) -> None:
    ana = make_member("ana", password=PASSWORD)
    choose(client, ask(client), "password1")
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)


def test_the_operators_link_lets_a_new_member_choose_one(client: Client) -> None:
    kofi = actions.add_member(make_newcomer("kofi", password=None), at=NOON)
    choose(client, actions.password_link(kofi))
    kofi.refresh_from_db()
    assert kofi.check_password(NEW)

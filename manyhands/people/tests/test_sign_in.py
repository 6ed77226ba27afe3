"""Signing in and out."""

from __future__ import annotations

import time

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from manyhands.people import actions
from manyhands.people.models import Member, RoleName, Session
from tests.make import NOON, PASSWORD, make_administrator, make_member, make_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


def sign_in(client: Client, login: str = "ana", password: str = PASSWORD, **more: str) -> int:
    """Whether one is in: the status of a closed page."""
    client.post("/sign-in", {"login": login, "password": password, **more})
    return client.get("/settings").status_code


@pytest.mark.parametrize("login", ["ana", "ANA", " @ana ", "Ａna", "ana@example.org", "Ana@Example.org"])
def test_one_signs_in_by_handle_or_mail_as_one_types_them(client: Client, login: str) -> None:
    make_member("ana", password=PASSWORD)
    assert sign_in(client, login) == 200


def test_one_comes_back_to_where_one_wanted_to_go(client: Client) -> None:
    make_member("ana", password=PASSWORD)
    closed = client.get("/settings/security?x=1")
    assert closed["Location"] == "/sign-in?next=/settings/security%3Fx%3D1"
    answer = client.post(closed["Location"], {"login": "ana", "password": PASSWORD})
    assert answer["Location"] == "/settings/security?x=1"


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "https:evil.example"]
)
def test_nobody_is_led_away_from_the_site(client: Client, target: str) -> None:
    make_member("ana", password=PASSWORD)
    answer = client.post("/sign-in", {"login": "ana", "password": PASSWORD, "next": target})
    assert answer["Location"] == "/"


def test_wrong_and_unknown_look_the_same() -> None:
    make_member("ana", password=PASSWORD)
    answers = [
        Client().post("/sign-in", {"login": login, "password": "wrong"}) for login in ("ana", "nobody-here")
    ]
    problems = [answer.context["form"].non_field_errors() for answer in answers]
    assert problems[0] == problems[1]
    assert "is not right" in problems[0][0]


@pytest.mark.slow
def test_wrong_and_unknown_take_the_same_time(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher"
    ]  # as heavy as in a company
    make_member("ana", password=PASSWORD)

    def quickest(login: str) -> float:
        times = []
        for _ in range(3):
            begun = time.perf_counter()
            Client().post("/sign-in", {"login": login, "password": "wrong"})
            times.append(time.perf_counter() - begun)
        return min(times)

    known, unknown = quickest("ana"), quickest("nobody-here")
    assert known / unknown == pytest.approx(1, abs=0.5), "argon2 is run for both, and outweighs all else"


@pytest.mark.slow
def test_guessing_ends_after_ten_tries() -> None:
    make_member("ana", password=PASSWORD)
    for _ in range(10):
        Client().post("/sign-in", {"login": "ana", "password": "wrong"})
    page = Client().post("/sign-in", {"login": "ana", "password": PASSWORD})
    assert "too often" in page.text


@pytest.mark.slow
def test_an_address_that_is_claimed_by_a_header_counts_for_nothing(client: Client) -> None:
    make_member("ana", password=PASSWORD)
    for number in range(10):
        forged = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}"}
        client.post("/sign-in", {"login": "ana", "password": "wrong"}, **forged)  # type: ignore[arg-type]
    assert sign_in(client) == 302


def test_a_session_gets_a_new_key_on_signing_in(client: Client) -> None:
    make_member("ana", password=PASSWORD)
    client.get("/sign-in")
    client.session["x"] = 1
    before = client.session.session_key
    assert sign_in(client) == 200
    assert client.session.session_key != before


def test_the_device_is_named_and_its_version_is_not(client: Client) -> None:
    ana = make_member("ana", password=PASSWORD)
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    client.post("/sign-in", {"login": "ana", "password": PASSWORD}, headers={"User-Agent": agent})
    assert Session.objects.get(member=ana).device == "Firefox, Linux"


def test_a_suspended_member_reads_why(client: Client) -> None:
    ana, kofi = make_administrator("ana"), make_member("kofi", password=PASSWORD)
    actions.suspend_member(kofi, reason="The same advertisement under 40 songs.", by=ana, at=NOON)
    assert sign_in(client, "kofi") == 302
    assert "under 40 songs" in client.get("/join/outside").text


def test_who_waits_and_who_was_refused_read_how_it_stands(client: Client) -> None:
    kofi = make_waiting("kofi", password=PASSWORD)
    assert sign_in(client, "kofi") == 302
    assert "almost in" in client.get("/join/outside").text
    actions.refuse(kofi, reason="We are full until spring.", by=make_administrator("ana"), at=NOON)
    assert sign_in(client, "kofi") == 302
    assert "full until spring" in client.get("/join/outside").text


def test_a_stranger_reads_nobodys_reason(client: Client) -> None:
    make_waiting("kofi", password=PASSWORD)
    client.post("/sign-in", {"login": "kofi", "password": "wrong"})
    assert client.get("/join/outside")["Location"] == "/sign-in"


def test_signing_out_is_asked_for_by_a_button(client: Client) -> None:
    make_member("ana", password=PASSWORD)
    sign_in(client)
    assert client.get("/sign-out").status_code == 200
    assert client.get("/settings").status_code == 200, "a link that somebody planted signs nobody out"
    client.post("/sign-out")
    assert client.get("/settings").status_code == 302


def test_signing_out_everywhere(client: Client) -> None:
    make_member("ana", password=PASSWORD)
    other = Client()
    sign_in(client)
    sign_in(other)
    client.post("/sign-out/everywhere")
    assert client.get("/settings").status_code == other.get("/settings").status_code == 302


def test_a_part_of_a_page_sends_its_page_to_sign_in(client: Client) -> None:
    asked = {"HX-Request": "true", "HX-Current-URL": "/works/7"}
    answer = client.get("/settings", headers=asked)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/sign-in?next=/works/7")


def test_a_new_role_gives_the_session_a_new_key(client: Client) -> None:
    ana = make_member("ana")
    client.force_login(ana)
    client.get("/settings")
    before = client.session.session_key
    client.get("/settings")
    assert client.session.session_key == before
    actions.give_role(ana, RoleName.ADMINISTRATOR, by=None, at=NOON)
    client.get("/settings")
    assert client.session.session_key != before
    assert client.get("/company/roles").status_code == 200
    assert not Session.objects.filter(pk=before).exists()


def test_a_member_who_is_gone_is_signed_in_nowhere(client: Client) -> None:
    ana = make_member("ana")
    client.force_login(ana)
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    assert client.get("/settings").status_code == 302

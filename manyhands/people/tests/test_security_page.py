"""How a member signs in, and where they are signed in."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from manyhands.people.models import Member, Session
from manyhands.people.tests.outbox import link_in, newest_mail
from tests.make import PASSWORD, make_member

pytestmark = pytest.mark.django_db

NEW = "a kettle, an hour, a door"


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


@pytest.fixture
def ana() -> Member:
    return make_member("ana", password=PASSWORD)


@pytest.fixture
def here(client: Client, ana: Member) -> Client:
    """Ana's browser, signed in a moment ago."""
    client.post("/sign-in", {"login": "ana", "password": PASSWORD})
    return client


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def turn_on(client: Client) -> str:
    """The secret of the app that the member uses from now on."""
    secret: str = client.get("/settings/security/app").context["form"].secret
    client.post("/settings/security/app", {"code": code(secret)})
    return secret


def test_the_page_shows_how_one_signs_in(here: Client) -> None:
    page = here.get("/settings/security").text
    assert "ana@example.org" in page
    assert "this one" in page


def test_a_page_never_shows_the_key_of_a_session(here: Client) -> None:
    Client().post("/sign-in", {"login": "ana", "password": PASSWORD})
    page = here.get("/settings/security").text
    keys = Session.objects.values_list("session_key", flat=True)
    assert len(keys) == 2
    assert not any(key in page for key in keys)


def test_another_browser_is_signed_out(here: Client, ana: Member) -> None:
    phone = Client()
    phone.post("/sign-in", {"login": "ana", "password": PASSWORD})
    session = Session.objects.get(pk=phone.session.session_key)
    here.post(f"/settings/security/sessions/{session.public_id()}/end")
    assert phone.get("/settings").status_code == 302
    assert here.get("/settings").status_code == 200


def test_nobody_signs_another_out(here: Client) -> None:
    kofi = Client()
    kofi.force_login(make_member("kofi"))
    session = Session.objects.get(pk=kofi.session.session_key)
    assert here.post(f"/settings/security/sessions/{session.public_id()}/end").status_code == 404


def test_everywhere_else_is_signed_out(here: Client) -> None:
    phone = Client()
    phone.post("/sign-in", {"login": "ana", "password": PASSWORD})
    here.post("/sign-out/everywhere", {"keep": "yes"})
    assert (here.get("/settings").status_code, phone.get("/settings").status_code) == (200, 302)


def test_a_password_is_changed_by_who_knows_it(here: Client, ana: Member) -> None:
    phone = Client()
    phone.post("/sign-in", {"login": "ana", "password": PASSWORD})
    page = here.post("/settings/security/password", {"oldpassword": "wrong", "password1": NEW})
    assert "oldpassword" in page.context["form"].errors
    answer = here.post("/settings/security/password", {"oldpassword": PASSWORD, "password1": NEW})
    assert answer["Location"] == "/settings/security"
    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert here.get("/settings").status_code == 200, "this browser stays"
    assert phone.get("/settings").status_code == 302
    assert "was changed" in newest_mail("ana@example.org").text


def test_a_new_address_counts_once_it_is_confirmed(here: Client, ana: Member) -> None:
    here.post("/settings/security/mail", {"email": "new@example.org", "action_add": "yes"})
    ana.refresh_from_db()
    assert ana.email == "ana@example.org"
    assert "new@example.org" in here.get("/settings/security/mail").text
    here.post(link_in(newest_mail("new@example.org")))
    ana.refresh_from_db()
    assert ana.email == "new@example.org"
    assert "new@example.org now" in newest_mail("ana@example.org").text, "the old address is told"


def test_an_address_of_another_is_never_taken_over(here: Client, ana: Member) -> None:
    make_member("kofi")
    answer = here.post("/settings/security/mail", {"email": "kofi@example.org", "action_add": "yes"})
    assert answer.status_code == 302, "the answer does not tell that the address is known"
    here.post(link_in(newest_mail("kofi@example.org")))
    ana.refresh_from_db()
    assert ana.email == "ana@example.org"


def test_what_matters_is_asked_again_after_a_while(here: Client) -> None:
    session = here.session
    session["account_authentication_methods"] = []
    session.save()
    answer = here.get("/settings/security/app")
    assert answer["Location"].startswith("/sign-in/again?")
    assert here.post(answer["Location"], {"password": "wrong"}).status_code == 200
    assert here.post(answer["Location"], {"password": PASSWORD})["Location"] == "/settings/security/app"


def test_the_app_is_asked_after_the_password(here: Client) -> None:
    secret = turn_on(here)
    phone = Client()
    assert phone.post("/sign-in", {"login": "ana", "password": PASSWORD})["Location"] == "/sign-in/code"
    assert phone.get("/settings").status_code == 302
    assert phone.post("/sign-in/code", {"code": "000000"}).status_code == 200
    phone.post("/sign-in/code", {"code": code(secret)})
    assert phone.get("/settings").status_code == 200


def test_recovery_codes_are_shown_once_and_each_works_once(here: Client) -> None:
    turn_on(here)
    page = here.get("/settings/security/codes")
    codes = page.context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] in page.text
    assert codes[0] not in here.get("/settings/security/codes").text
    for expected in (200, 302):
        phone = Client()
        phone.post("/sign-in", {"login": "ana", "password": PASSWORD})
        phone.post("/sign-in/code", {"code": codes[0]})
        assert phone.get("/settings").status_code == expected


def test_the_second_step_is_turned_off(here: Client, ana: Member) -> None:
    turn_on(here)
    here.post("/settings/security/app/off")
    assert not Authenticator.objects.filter(user=ana).exists(), "the codes go with it"
    phone = Client()
    assert phone.post("/sign-in", {"login": "ana", "password": PASSWORD})["Location"] == "/"


def test_the_passkey_of_another_is_not_there(here: Client) -> None:
    kofi = make_member("kofi")
    passkey = Authenticator.objects.create(
        user=kofi, type="webauthn", data={"name": "Phone", "credential": {}}
    )
    for act in ("name", "remove"):
        assert here.get(f"/settings/security/passkeys/{passkey.pk}/{act}").status_code == 404

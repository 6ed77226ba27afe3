"""The pages by which somebody joins."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from manyhands.core import clock
from manyhands.core.models import Company, Joining, OutboxMail
from manyhands.people import actions
from manyhands.people.models import Member
from manyhands.people.tests.outbox import link_in, newest_mail
from tests.make import NOON, PASSWORD, make_administrator, make_member

pytestmark = pytest.mark.django_db

KOFI = {
    "name": "Kofi",
    "handle": "kofi",
    "birth_year": "1990",
    "mail": "kofi@example.org",
    "password": PASSWORD,
}


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


@pytest.fixture
def open_company(settings: Settings) -> None:
    settings.MAIL_URL = "smtp://localhost"
    Company.objects.update(joining=Joining.OPEN)


def invitation_page() -> str:
    return actions.invite(by=make_member("ana"), at=clock.now())[1]


def test_without_mail_the_page_says_that_one_is_invited(client: Client) -> None:
    page = client.get("/join")
    assert "by invitation" in page.text
    assert client.post("/join", KOFI).status_code == 200
    assert not Member.objects.exists()


def test_an_invited_person_is_in_at_once(client: Client) -> None:
    page = client.get(invitation_page())
    assert "Ana</bdi> invites you" in page.text
    answer = client.post(page.request["PATH_INFO"], KOFI)
    assert answer.status_code == 302
    assert client.get("/settings").context["member"].handle == "kofi"


def test_a_spent_invitation_says_so(client: Client) -> None:
    path = invitation_page()
    Client().post(path, KOFI)
    page = client.get(path)
    assert page.status_code == 404
    assert "Ask for a new one" in page.text


@pytest.mark.usefixtures("open_company")
def test_who_joins_confirms_by_mail_and_is_signed_in(client: Client) -> None:
    assert client.post("/join", KOFI)["Location"] == "/join/mail"
    link = link_in(newest_mail("kofi@example.org"))
    assert "@<bdi>kofi</bdi>" in client.get(link).text, "the page says whose address it is about to be"
    assert not Member.objects.present().exists(), "looking at a link is not confirming"
    client.post(link)
    assert client.get("/settings").context["member"].handle == "kofi"


@pytest.mark.usefixtures("open_company")
def test_a_link_opened_on_another_device_does_not_sign_in(client: Client) -> None:
    client.post("/join", KOFI)
    phone = Client()
    assert phone.post(link_in(newest_mail("kofi@example.org")))["Location"] == "/sign-in"
    assert phone.get("/settings").status_code == 302
    assert Member.objects.present().exists()


@pytest.mark.usefixtures("open_company")
def test_a_link_works_once(client: Client) -> None:
    client.post("/join", KOFI)
    link = link_in(newest_mail("kofi@example.org"))
    client.post(link)
    assert "does not work any more" in Client().get(link).text


@pytest.mark.usefixtures("open_company")
def test_known_and_unknown_addresses_get_equal_answers() -> None:
    make_member("kofi")
    known = Client().post("/join", {**KOFI, "handle": "kofi2"})
    unknown = Client().post("/join", {**KOFI, "handle": "lena", "mail": "lena@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Client().get(known["Location"]).text == Client().get(unknown["Location"]).text
    assert "already" in newest_mail("kofi@example.org").subject
    assert not Member.objects.filter(handle="kofi2").exists()


@pytest.mark.usefixtures("open_company")
def test_every_problem_is_said_at_once_and_nothing_typed_is_lost(client: Client) -> None:
    typed = {
        "name": "Kofi Annan-Mensah",
        "handle": "аdmin",
        "birth_year": "2019",
        "mail": "kofi at example",
        "password": "password",
    }
    page = client.post("/join", typed)
    form = page.context["form"]
    assert set(form.errors) == {"handle", "birth_year", "mail", "password"}
    assert "Kofi Annan-Mensah" in page.text
    assert "kofi at example" in page.text
    assert 'value="password"' not in page.text, "a password is never sent back"
    assert not OutboxMail.objects.exists()


@pytest.mark.usefixtures("open_company")
@pytest.mark.parametrize("password", ["short", "qwertyuiop", "Password1"])
def test_short_and_leaked_passwords_are_refused(client: Client, password: str) -> None:
    page = client.post("/join", {**KOFI, "password": password})
    assert "password" in page.context["form"].errors


@pytest.mark.usefixtures("open_company")
@pytest.mark.parametrize("password", ["tree lamp", "ⲙⲉⲧ ⲣⲏⲥ ⲕⲁⲓ", "aaaaaaaaab!", "x" * 500])
def test_no_rule_says_what_a_password_is_made_of(client: Client, password: str) -> None:
    assert client.post("/join", {**KOFI, "password": password}).status_code == 302


@pytest.mark.usefixtures("open_company")
def test_a_company_that_approves_each_says_that_it_answers(client: Client) -> None:
    Company.objects.update(joining=Joining.APPROVAL)
    client.post("/join", KOFI)
    answer = client.post(link_in(newest_mail("kofi@example.org")))
    assert answer["Location"] == "/join/outside"
    assert "almost in" in client.get("/join/outside").text
    assert client.get("/settings").status_code == 302, "not before somebody has answered"
    actions.approve(Member.objects.get(), by=make_administrator("ana"), at=NOON)
    client.post("/sign-in", {"login": "kofi", "password": PASSWORD})
    assert client.get("/settings").status_code == 200


@pytest.mark.usefixtures("open_company")
def test_who_wants_a_passkey_may_think_again(client: Client) -> None:
    client.post("/join", {**KOFI, "password": "", "passkey": "yes"})
    answer = client.post(link_in(newest_mail("kofi@example.org")))
    assert answer["Location"] == "/join/passkey"
    assert client.get("/settings").status_code == 302
    client.post("/join/passkey", {"password1": PASSWORD})
    assert client.get("/settings").context["member"].check_password(PASSWORD)


@pytest.mark.usefixtures("open_company")
def test_nobody_gives_a_member_with_a_password_another(client: Client) -> None:
    client.post("/join", KOFI)
    client.post(link_in(newest_mail("kofi@example.org")))
    client.post("/sign-out")
    assert client.post("/join/passkey", {"password1": "a stranger's password"})["Location"] == "/sign-in"


def test_the_operators_link_founds_the_company(client: Client) -> None:
    link = actions.first_administrator_link()
    assert link
    assert "Start the company" in client.get(link).text
    client.post(link, KOFI)
    assert client.get("/company/invitations").status_code == 200
    assert client.get(link).status_code == 404


def test_who_is_here_does_not_join(client: Client) -> None:
    client.force_login(make_member("lena"))
    assert client.get("/join")["Location"] == "/"
    assert client.get(invitation_page())["Location"] == "/"

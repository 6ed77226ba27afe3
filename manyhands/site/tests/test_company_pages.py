"""What administrators decide about the company, and what everybody reads of it."""

from __future__ import annotations

import pytest
from django.core.mail import send_mail
from django.test import Client
from pytest_django import Settings

from manyhands.core.models import Company, EventRow
from manyhands.people.models import Member
from manyhands.rights.models import Accord
from tests.make import make_administrator, make_member

pytestmark = pytest.mark.django_db

PAGES = ["/company", "/company/accord", "/company/conduct", "/company/outbox"]
SAID = {
    "name": "Night Bus",
    "sign": "🚌",
    "tagline": "Songs from the last row.",
    "contact": "hello@nightbus.example",
    "joining": "approval",
    "minimum_age": "16",
    "strangers_record": "",
}


@pytest.fixture
def ana() -> Member:
    return make_administrator("ana")


@pytest.fixture
def here(client: Client, ana: Member) -> Client:
    client.force_login(ana)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_members_and_strangers_find_no_such_page(client: Client, page: str) -> None:
    assert client.get(page)["Location"].startswith("/sign-in")
    client.force_login(make_member("kofi"))
    assert client.get(page).status_code == 404
    assert client.post(page, SAID).status_code == 404


def test_the_company_is_named(here: Client, ana: Member) -> None:
    here.post("/company", SAID)
    company = Company.current()
    assert (company.name, company.sign, company.joining, company.minimum_age) == (
        "Night Bus",
        "🚌",
        "approval",
        16,
    )
    assert not company.strangers_record
    event = EventRow.objects.get(kind="company.changed")
    assert event.by_id == ana.pk
    assert "Night Bus" not in str(event.data), "events hold no words"
    assert "Night Bus" in Client().get("/sign-in").text


def test_saying_the_same_again_changes_nothing(here: Client) -> None:
    here.post("/company", SAID)
    here.post("/company", SAID)
    assert EventRow.objects.filter(kind="company.changed").count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("name", "\u200b"), ("joining", "lottery"), ("minimum_age", "-1")]
)
def test_what_makes_no_sense_is_refused(here: Client, field: str, value: str) -> None:
    page = here.post("/company", {**SAID, field: value})
    assert field in page.context["form"].errors
    assert "Songs from the last row." in page.text
    assert Company.current().name == "Manyhands"


def test_without_mail_the_page_says_that_one_is_invited_all_the_same(
    here: Client, settings: Settings
) -> None:
    here.post("/company", SAID)
    assert "MAIL_URL" in here.get("/company").text
    settings.MAIL_URL = "smtp://localhost"
    assert "MAIL_URL" not in here.get("/company").text


def test_a_new_accord_leaves_the_old_one_as_it_was(here: Client) -> None:
    before = Accord.current()
    here.post("/company/accord", {"words": "We share **everything** by halves."})
    assert Accord.current().number == before.number + 1
    assert Accord.objects.get(pk=before.pk).text == before.text
    assert "<strong>everything</strong>" in Client().get("/accord").text


def test_the_same_accord_is_no_new_one(here: Client) -> None:
    before = Accord.current()
    here.post("/company/accord", {"words": before.text + "\n"})
    assert Accord.current() == before


def test_everybody_reads_how_people_treat_each_other(here: Client) -> None:
    assert "Name your sources" in Client().get("/conduct").text
    here.post("/company/conduct", {"words": "Be *kind*. <script>alert(1)</script>"})
    page = Client().get("/conduct").text
    assert "<em>kind</em>" in page
    assert "<script>alert" not in page


def test_mail_waits_in_the_outbox(here: Client) -> None:
    send_mail(
        "Confirm <your> address", "Open http://testserver/join/confirm/abc now.", None, ["kofi@example.org"]
    )
    page = here.get("/company/outbox").text
    assert "Confirm &lt;your&gt; address" in page
    assert 'href="http://testserver/join/confirm/abc"' in page
    assert "kofi@example.org" in page


def test_with_a_mail_server_nobody_reads_the_mail_of_another(here: Client, settings: Settings) -> None:
    settings.MAIL_URL = "smtp://localhost"
    send_mail("Reset", "Open http://testserver/sign-in/reset/abc now.", None, ["kofi@example.org"])
    page = here.get("/company/outbox").text
    assert "kofi@example.org" in page
    assert "/sign-in/reset/abc" not in page


def test_the_outbox_costs_as_much_for_five_mails_as_for_one(
    here: Client, django_assert_max_num_queries
) -> None:
    for number in range(5):
        send_mail("Hello", "A letter", None, [f"{number}@example.org"])
    here.get("/company/outbox")
    with django_assert_max_num_queries(5):
        here.get("/company/outbox")

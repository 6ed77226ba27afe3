"""An operator opens the company and lets people in, by keys alone; nobody of them needs a mail server."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from manyhands.core.models import OutboxMail
from manyhands.people.actions import first_administrator_link
from manyhands.people.models import Member
from tests.browser import Visitors
from tests.journeys.keys import fill, press, tab_to
from tests.live import Front, Live

PASSWORD = "a quiet river of stones"
LINK = re.compile(r"http://\S+/join/\S+")


def newcomer(name: str, handle: str) -> dict[str, str]:
    return {
        "Name": name,
        "Handle": handle,
        "Year of birth": "1980",
        "Mail address": f"{handle}@example.org",
        "Password": PASSWORD,
    }


def open_company(live: Live, visit: Visitors) -> Page:
    link = first_administrator_link()
    assert link is not None
    page = visit(live, link)
    fill(page, newcomer("Ada Obi", "ada"))
    press(page, "Join with this password")
    return page


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


@pytest.mark.slow
def test_the_operator_opens_the_company_and_invites(live: Live, visit: Visitors) -> None:
    operator = open_company(live, visit)
    operator.goto("/company")
    fill(operator, {"Name": "The Rain Room"})
    press(operator, "Keep this")
    expect(operator.get_by_role("banner")).to_contain_text("The Rain Room")
    operator.goto("/company/invitations")
    press(operator, "Make a link")
    invitation = operator.get_by_label("Link", exact=True).input_value()

    guest = visit(live, path_of(invitation))
    fill(guest, newcomer("Kofi Mensah", "kofi"))
    press(guest, "Join with this password")
    guest.goto("/people/kofi")
    expect(guest.get_by_role("link", name="Change what your page shows")).to_be_visible()
    assert Member.objects.filter(
        handle="kofi", emailaddress__verified=True
    ).exists()  # the link counts as confirmation
    assert operator.request.get(path_of(invitation)).status == 404  # it was for one


@pytest.fixture
def mailing(live: Live) -> Iterator[Live]:
    """A company with a mail server; the letters stay in its outbox here, for no worker sends them."""
    front = Front({"MAIL_URL": "smtp://127.0.0.1:9", "SITE_URL": "http://127.0.0.1"}, workers=1)
    front.start()
    yield Live(front)
    front.stop()


@pytest.mark.slow
def test_who_comes_by_themselves_confirms_by_mail(mailing: Live, visit: Visitors) -> None:
    operator = open_company(mailing, visit)
    operator.goto("/company")
    tab_to(operator, operator.get_by_label("By invitation"))
    operator.keyboard.press("ArrowUp")
    press(operator, "Keep this")

    noor = visit(mailing, "/join")
    fill(noor, newcomer("نور", "noor"))
    press(noor, "Join with this password")
    assert noor.request.get("/people/noor").status == 404  # not before the address is confirmed
    noor.goto(path_of(letter_to("noor@example.org")))
    tab_to(noor, noor.locator("main button").first)
    with noor.expect_navigation():
        noor.keyboard.press("Enter")
    noor.goto("/people/noor")
    expect(noor.get_by_role("link", name="Change what your page shows")).to_be_visible()


def letter_to(address: str) -> str:
    """The link in the newest letter."""
    text = OutboxMail.objects.filter(to=address).latest("pk").text
    found = LINK.search(text)
    assert found is not None, text
    return found[0]

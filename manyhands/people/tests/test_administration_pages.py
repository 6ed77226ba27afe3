"""What administrators do about people, and that nobody else learns of these pages."""

from __future__ import annotations

import pytest
from django.test import Client

from manyhands.core import clock
from manyhands.people import actions
from manyhands.people.models import Invitation, Member, RoleName
from tests.make import NOON, make_administrator, make_member, make_waiting

pytestmark = pytest.mark.django_db

PAGES = ["/company/invitations", "/company/approvals", "/company/roles"]


@pytest.fixture
def ana() -> Member:
    return make_administrator("ana")


@pytest.fixture
def here(client: Client, ana: Member) -> Client:
    client.force_login(ana)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_members_find_no_such_page(client: Client, page: str) -> None:
    client.force_login(make_member("kofi"))
    assert client.get(page).status_code == 404
    assert client.post(page, {}).status_code == 404
    assert Client().get(page)["Location"].startswith("/sign-in")


def test_a_moderator_answers_who_asks_and_does_no_more(client: Client) -> None:
    kofi = make_member("kofi")
    actions.give_role(kofi, RoleName.MODERATOR, by=None, at=NOON)
    client.force_login(kofi)
    assert [client.get(page).status_code for page in PAGES] == [404, 200, 404]


def test_a_link_is_shown_once(here: Client) -> None:
    here.post("/company/invitations", {"note": "The choir", "places": "30", "days": "7"})
    page = here.get("/company/invitations")
    link: str = page.context["link"]
    assert link.startswith("http://testserver/join/")
    assert link in page.text
    again = here.get("/company/invitations")
    assert link not in again.text
    assert "The choir" in again.text
    assert "0 of 30 joined" in again.text
    assert Client().get(link).status_code == 200


def test_an_invitation_is_withdrawn(here: Client, ana: Member) -> None:
    invitation, path = actions.invite(by=ana, at=clock.now())
    here.post(f"/company/invitations/{invitation.pk}/withdraw")
    assert Client().get(path).status_code == 404
    assert "withdrawn" in here.get("/company/invitations").text


@pytest.mark.parametrize("places", ["0", "501", "many"])
def test_too_many_places_are_refused_and_nothing_is_lost(here: Client, places: str) -> None:
    page = here.post("/company/invitations", {"note": "The choir", "places": places, "days": "7"})
    assert "places" in page.context["form"].errors
    assert "The choir" in page.text
    assert not Invitation.objects.exists()


def test_somebody_who_asks_is_let_in(here: Client) -> None:
    kofi = make_waiting("kofi")
    assert "kofi@example.org" in here.get("/company/approvals").text
    here.post("/company/approvals/kofi/approve")
    assert Member.objects.present().filter(pk=kofi.pk).exists()
    assert "Nobody waits" in here.get("/company/approvals").text
    assert here.post("/company/approvals/kofi/approve").status_code == 404


def test_somebody_who_asks_is_refused_with_a_reason(here: Client) -> None:
    kofi = make_waiting("kofi")
    assert "reason" in here.post("/company/approvals/kofi/refuse", {"reason": ""}).context["form"].errors
    here.post("/company/approvals/kofi/refuse", {"reason": "We are full."})
    kofi.refresh_from_db()
    assert kofi.approval.reason == "We are full."


def test_a_role_is_given_and_ended(here: Client) -> None:
    kofi = make_member("kofi")
    here.post("/company/roles", {"handle": "@Kofi", "role": "curator"})
    role = kofi.roles.get()
    assert role.name == RoleName.CURATOR
    here.post(f"/company/roles/{role.pk}/end")
    role.refresh_from_db()
    assert role.ended_at


def test_a_role_for_nobody_is_a_problem_of_the_form(here: Client) -> None:
    page = here.post("/company/roles", {"handle": "nobody", "role": "curator"})
    assert page.context["form"].errors["handle"] == ["Nobody here has this handle."]


def test_the_last_administrator_keeps_the_role(here: Client, ana: Member) -> None:
    page = here.post(f"/company/roles/{ana.roles.get().pk}/end")
    assert page.status_code == 422
    assert "Make another administrator first" in page.text


def five_invitations(ana: Member) -> None:
    for _ in range(5):
        actions.invite(by=ana, at=clock.now())


def five_waiting(_ana: Member) -> None:
    for _ in range(5):
        make_waiting()


def five_roles(_ana: Member) -> None:
    for _ in range(5):
        make_administrator()


@pytest.mark.parametrize(
    ("page", "fill"), list(zip(PAGES, [five_invitations, five_waiting, five_roles], strict=True))
)
def test_lists_cost_as_much_for_five_as_for_none(
    here: Client, ana: Member, page: str, fill, django_assert_max_num_queries
) -> None:
    fill(ana)
    here.get(page)
    with django_assert_max_num_queries(6):
        here.get(page)

"""What a member decides about themselves."""

from __future__ import annotations

import pytest
from django.test import Client

from manyhands.people import actions
from manyhands.people.actions import Profile
from manyhands.people.models import Closure, Member
from tests.make import NOON, make_administrator, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Member:
    return make_member("ana", name="Ana")


@pytest.fixture
def here(client: Client, ana: Member) -> Client:
    client.force_login(ana)
    return client


def profile(**said: str) -> dict[str, str]:
    return {
        "name": "Ana",
        "words": "",
        "words_language": "",
        "crafts": "",
        "languages": "",
        "links": "",
        **said,
    }


def test_a_profile_is_typed_as_people_write(here: Client, ana: Member) -> None:
    here.post(
        "/settings",
        profile(
            name="Ana Díaz",
            crafts="drummer、 writer; animator",
            languages="Português, english, 日本語, de",
            links="My songs https://example.org/ana\nexample.com",
            place="Porto",
        ),
    )
    ana.refresh_from_db()
    assert (ana.name, ana.place) == ("Ana Díaz", "Porto")
    assert {craft.name for craft in ana.crafts.all()} == {"drummer", "writer", "animator"}
    assert {each.language for each in ana.languages.all()} == {"pt", "en", "ja", "de"}
    assert [(link.label, link.address) for link in ana.links.order_by("position")] == [
        ("My songs", "https://example.org/ana"),
        ("example.com", "https://example.com"),
    ]


def test_the_form_begins_with_what_is_shown(here: Client, ana: Member) -> None:
    actions.change_profile(
        ana, Profile(name="Ana", crafts=("drummer",), links=(("Me", "https://a.example"),)), at=NOON
    )
    page = here.get("/settings").text
    assert 'value="drummer"' in page
    assert "Me https://a.example" in page


def test_a_language_that_nobody_knows_is_named_and_nothing_is_lost(here: Client) -> None:
    page = here.post("/settings", profile(languages="Klingonese", words="I write songs."))
    assert "Klingonese" in page.context["form"].errors["languages"][0]
    assert "I write songs." in page.text


def test_a_minor_is_not_asked_for_a_place(client: Client) -> None:
    kofi = make_member("kofi", birth_year=NOON.year - 15)
    client.force_login(kofi)
    assert "place" not in client.get("/settings").context["form"].fields
    client.post("/settings", profile(name="Kofi", place="Accra"))
    kofi.refresh_from_db()
    assert kofi.place == ""


def test_times_follow_the_members_clock(here: Client, ana: Member) -> None:
    here.post("/settings/language", {"language": "en", "time_zone": "Asia/Tokyo"})
    ana.refresh_from_db()
    assert ana.time_zone == "Asia/Tokyo"
    assert here.cookies["language"].value == "en"
    invitation, _ = actions.invite(by=ana, at=NOON.replace(hour=20))
    make_administrator("kofi")
    page = here.get("/settings/language")
    assert page.status_code == 200
    assert invitation.at.hour == 20


def test_a_time_zone_that_is_none_is_refused(here: Client) -> None:
    page = here.post("/settings/language", {"language": "en", "time_zone": "Mars/Olympus"})
    assert "time_zone" in page.context["form"].errors


def test_one_blocks_on_a_page_and_unblocks_in_the_settings(here: Client) -> None:
    make_member("kofi", name="Kofi")
    here.post("/people/kofi/block")
    assert "Kofi" in here.get("/settings/blocks").text
    here.post("/people/kofi/unblock")
    assert "You hear from everybody" in here.get("/settings/blocks").text


def test_who_is_not_here_cannot_be_blocked(here: Client) -> None:
    assert here.post("/people/nobody/block").status_code == 404
    assert here.post("/people/nobody/unblock").status_code == 404


def test_the_list_of_blocks_costs_as_much_for_five_as_for_one(
    here: Client, ana: Member, django_assert_max_num_queries
) -> None:
    for number in range(5):
        actions.block(make_member(f"other{number}"), by=ana, at=NOON)
    with django_assert_max_num_queries(6):
        here.get("/settings/blocks")


def test_leaving_asks_for_the_handle(here: Client, ana: Member) -> None:
    page = here.post("/settings/leave", {"works": "stay", "handle": "kofi"})
    assert "handle" in page.context["form"].errors
    assert not Closure.objects.exists()
    page = here.post("/settings/leave", {"works": "go", "handle": "ana"})
    assert "Goodbye" in page.text
    assert Closure.objects.get().works == "go"
    assert here.get("/settings").status_code == 302


def test_the_last_administrator_is_told_why_not(client: Client) -> None:
    client.force_login(make_administrator("kofi"))
    page = client.post("/settings/leave", {"works": "stay", "handle": "kofi"})
    assert "Make another administrator first" in page.text

"""What a member shows of themselves."""

from __future__ import annotations

import pytest

from manyhands.people import actions
from manyhands.people.actions import Profile
from manyhands.people.actions.profile import NotAnAddress, PlaceOfMinor, TooMany
from manyhands.people.actions.refusals import NameRefused
from tests.make import NOON, make_member

pytestmark = pytest.mark.django_db


def test_a_profile_is_replaced_as_a_whole() -> None:
    ana = make_member("ana")
    first = Profile(
        name="Ana Díaz",
        words="I play.\r\n\r\n\r\n\r\nLoud.",
        words_language="en",
        place="Porto",
        country="PT",
        crafts=("drummer", "Drummer", "writer"),
        languages=("pt", "en", "pt"),
        links=(("My songs", "https://example.org/ana"),),
    )
    ana = actions.change_profile(ana, first, at=NOON)
    assert (ana.name, ana.words, ana.place, ana.country) == ("Ana Díaz", "I play.\n\nLoud.", "Porto", "PT")
    assert sorted(ana.crafts.values_list("name", flat=True)) == ["Drummer", "writer"]
    assert set(ana.languages.values_list("language", flat=True)) == {"pt", "en"}
    assert ana.links.get().label == "My songs"
    ana = actions.change_profile(ana, Profile(name="Ana"), at=NOON)
    assert (ana.words, ana.place, ana.country) == ("", "", "")
    assert not any(kept.exists() for kept in (ana.crafts, ana.languages, ana.links))


@pytest.mark.parametrize("birth_year", [NOON.year - 18, None], ids=["perhaps 17", "unknown"])
def test_the_place_of_a_minor_is_shown_to_nobody(birth_year: int | None) -> None:
    kofi = make_member("kofi", birth_year=birth_year)
    with pytest.raises(PlaceOfMinor):
        actions.change_profile(kofi, Profile(name="Kofi", place="Accra"), at=NOON)
    assert actions.change_profile(kofi, Profile(name="Kofi", country="GH"), at=NOON).country == ""


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://x.org", "not one"])
def test_a_link_leads_to_the_web(address: str) -> None:
    with pytest.raises(NotAnAddress):
        actions.change_profile(make_member(), Profile(name="Ana", links=(("x", address),)), at=NOON)


def test_a_profile_is_no_catalogue() -> None:
    many = tuple(str(number) for number in range(13))
    links = tuple((name, f"https://example.org/{name}") for name in many)
    for profile in (
        Profile(name="Ana", crafts=many),
        Profile(name="Ana", crafts=("drummer who writes and sings and draws and",)),
        Profile(name="Ana", languages=many),
        Profile(name="Ana", links=links),
    ):
        with pytest.raises(TooMany):
            actions.change_profile(make_member(), profile, at=NOON)


def test_a_refused_profile_changes_nothing() -> None:
    ana = make_member("ana")
    with pytest.raises(NameRefused):
        actions.change_profile(ana, Profile(name=" "), at=NOON)
    ana.refresh_from_db()
    assert ana.name == "Ana"

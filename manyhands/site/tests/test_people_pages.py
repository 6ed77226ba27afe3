"""The people of the company, and each with what they made."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from manyhands.media.models import Portrait, Rendition
from manyhands.people import actions
from manyhands.people.actions import Profile
from manyhands.people.models import Closure, Member, RoleName
from tests.make import NOON, make_administrator, make_blob, make_member, make_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Member:
    ana = make_member("ana")
    shown = Profile(
        name="علی رضا",
        words="من ساز می‌زنم.",
        words_language="fa",
        place="Porto",
        crafts=("drummer",),
        languages=("fa", "pt"),
        links=(("My songs", "https://example.org/ana"),),
    )
    return actions.change_profile(ana, shown, at=NOON)


def make_portrait(member: Member) -> None:
    source, output = make_blob(), make_blob()
    Portrait.objects.create(member=member, blob=source, at=NOON)
    Rendition.objects.create(source=source, output=output, profile="webp-320", width=320, height=320, at=NOON)


def test_everybody_reads_a_profile_in_its_own_direction(ana: Member) -> None:
    page = Client().get("/people/ana").text
    assert "علی رضا" in page
    assert 'lang="fa" dir="rtl"' in page
    assert "Porto" in page
    assert "Português" in page
    assert 'href="https://example.org/ana" rel="me nofollow noopener"' in page


def test_what_is_private_stands_nowhere(ana: Member) -> None:
    for viewer in (Client(), signed_in(make_member("kofi")), signed_in(make_administrator("lena"))):
        page = viewer.get("/people/ana").text
        assert "ana@example.org" not in page
        assert "1990" not in page


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_a_role_for_the_company_is_shown(ana: Member) -> None:
    actions.give_role(ana, RoleName.CURATOR, by=None, at=NOON)
    assert "Curator" in Client().get("/people/ana").text


def test_a_handle_is_found_as_one_types_it(ana: Member) -> None:
    assert Client().get("/people/ANA")["Location"] == "/people/ana"
    assert Client().get("/people/@ana")["Location"] == "/people/ana"


def test_who_is_not_here_has_no_page(ana: Member) -> None:
    lena = make_administrator("lena")
    make_waiting("kofi")
    actions.suspend_member(ana, reason="Spam.", by=lena, at=NOON)
    for handle in ("ana", "kofi", "nobody"):
        assert Client().get(f"/people/{handle}").status_code == 404
        assert signed_in(lena).get(f"/people/{handle}").status_code == 404


def test_who_left_keeps_a_page_without_a_name(ana: Member) -> None:
    actions.close_account(ana, works=Closure.Works.STAY, at=NOON)
    ana.refresh_from_db()
    page = Client().get(ana.get_absolute_url())
    assert page.status_code == 200
    assert "Somebody who left" in page.text
    assert "علی" not in page.text
    assert Client().get("/people/ana").status_code == 404


def test_one_blocks_others_and_not_oneself(ana: Member) -> None:
    assert "/people/ana/block" in signed_in(make_member("kofi")).get("/people/ana").text
    own = signed_in(ana).get("/people/ana").text
    assert "/people/ana/block" not in own
    assert 'href="/settings"' in own
    assert "/people/ana/block" not in Client().get("/people/ana").text


def test_a_portrait_is_shown_once_it_is_ready(ana: Member) -> None:
    assert "<img" not in Client().get("/people/ana").text
    make_portrait(ana)
    assert 'src="/media/' in Client().get("/people/ana").text


def test_the_newest_come_first_and_the_list_goes_on(client: Client) -> None:
    for number in range(35):
        member = make_member(f"m{number:02}", name=f"Number {number:02}")
        Member.objects.filter(pk=member.pk).update(joined_at=NOON + dt.timedelta(minutes=number))
    first = client.get("/people")
    assert first.text.index("Number 34") < first.text.index("Number 05")
    assert "Number 04" not in first.text
    second = client.get("/people?after=" + first.context["page"].next)
    assert "Number 04" in second.text
    assert "Number 05" not in second.text
    assert second.context["page"].next is None


def test_people_are_found_by_what_they_do(ana: Member) -> None:
    make_member("kofi", name="Kofi")
    page = Client().get("/people?craft=Drummer").text
    assert "علی رضا" in page
    assert "Kofi" not in page
    assert "Nobody here does this yet" in Client().get("/people?craft=juggler").text


def test_who_does_not_show_a_place_has_none_shown() -> None:
    make_member("kofi")
    assert " · " not in Client().get("/people").text.split("people__words")[1].split("</span>")[0]


def test_the_list_costs_as_much_for_five_as_for_one(client: Client, django_assert_max_num_queries) -> None:
    for number in range(5):
        member = make_member(f"m{number}")
        make_portrait(member)
        actions.change_profile(member, Profile(name="M", crafts=("drummer",)), at=NOON)
    with django_assert_max_num_queries(5):
        client.get("/people")

"""The page on which a work's maker names people, takes names out, and asks again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from manyhands.core.models import EventRow
from manyhands.media.models import Portrait
from manyhands.people.models import Member
from manyhands.rights.actions import Person, answer_credit, name_person
from manyhands.rights.models import Credit
from manyhands.works.models import Work
from tests.make import NOON, make_blob, make_member, make_work

pytestmark = pytest.mark.django_db

LONG_AGO = NOON - dt.timedelta(days=60)  # the page's own clock is the database's, which is later than NOON


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


@pytest.fixture
def kofi() -> Member:
    return make_member("kofi", name="Kofi Mensah")


@pytest.fixture
def work(ana: Member) -> Work:
    return make_work(ana)


@pytest.fixture
def page(ana: Member) -> Client:
    client = Client()
    client.force_login(ana)
    return client


def names_in(work: Work) -> list[tuple[str, str, int | None]]:
    rows = Credit.objects.filter(list=work.credit_list_id, withdrawn_at=None).order_by("position")
    return list(rows.values_list("name", "role", "member"))


def typed(page: Client, work: Work, name: str, role: str = "bass") -> dict[str, str]:
    key = page.get(f"/works/{work.pk}/credits").context["form"]["request_key"].value()
    return {"credit_name": name, "credit_role": role, "request_key": key}


def test_a_plain_name_stands_at_once(page, client, work):
    answer = page.post(f"/works/{work.pk}/credits", typed(page, work, "my uncle"), follow=True)
    assert "my uncle is named." in answer.content.decode()
    assert "my uncle" in client.get(work.get_absolute_url()).content.decode()


def test_a_member_is_named_by_the_handle_and_shown_after_saying_yes(page, client, work, kofi):
    answer = page.post(f"/works/{work.pk}/credits", typed(page, work, "@Kofi"), follow=True)
    html = answer.content.decode()
    assert "Kofi Mensah is asked, and named after saying yes." in html
    assert '<span class="status status--open">asked</span>' in html
    assert "Kofi Mensah" not in client.get(work.get_absolute_url()).content.decode()
    answer_credit(Credit.objects.get(), confirmed=True, by=kofi, at=NOON)
    assert "Kofi Mensah" in client.get(work.get_absolute_url()).content.decode()
    assert "said yes" in page.get(f"/works/{work.pk}/credits").content.decode()


@pytest.mark.parametrize(
    ("name", "role", "said"),
    [
        ("@nobody-here", "bass", "Nobody here is called @nobody-here."),
        ("my aunt", "", "This field is required."),
        ("", "voice", "This field is required."),
        ("x" * 121, "voice", "at most 120 characters"),
        ("a\x00b", "voice", "Null characters are not allowed."),
    ],
)
def test_what_is_refused_stays_typed(page, work, name, role, said):
    answer = page.post(f"/works/{work.pk}/credits", typed(page, work, name, role))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert f'value="{role}"' in html
    assert names_in(work) == []


def test_sent_twice_it_names_once(page, work):
    sent = typed(page, work, "my uncle")
    for _time in range(2):
        page.post(f"/works/{work.pk}/credits", sent)
    assert len(names_in(work)) == 1


def test_named_for_the_same_again_is_refused(page, work, kofi):
    for status in (302, 422):
        sent = typed(page, work, "@kofi")
        assert page.post(f"/works/{work.pk}/credits", sent).status_code == status


def test_a_name_is_taken_out_whether_it_was_confirmed_or_not(page, client, work, ana, kofi):
    said_yes = name_person(work.credit_list, Person("bass", member=kofi), by=ana, at=NOON)
    answer_credit(said_yes, confirmed=True, by=kofi, at=NOON)
    asked = name_person(work.credit_list, Person("voice", member=kofi), by=ana, at=NOON)
    for credit in (said_yes, asked):
        answer = page.post(f"/works/{work.pk}/credits/{credit.pk}/out", follow=True)
        assert "does not stand in the credits any more" in answer.content.decode()
        assert page.post(f"/works/{work.pk}/credits/{credit.pk}/out").status_code == 404
    assert "Kofi Mensah" not in client.get(work.get_absolute_url()).content.decode()


def test_who_did_not_answer_for_a_week_is_asked_again(page, work, ana, kofi):
    name_person(work.credit_list, Person("bass", member=kofi), by=ana, at=LONG_AGO)
    html = page.get(f"/works/{work.pk}/credits").content.decode()
    assert "Ask again" in html
    credit = Credit.objects.get()
    answer = page.post(f"/works/{work.pk}/credits/{credit.pk}/ask", follow=True)
    html = answer.content.decode()
    assert "Kofi Mensah is asked once more." in html
    assert "Ask again" not in html
    assert names_in(work) == [("Kofi Mensah", "bass", kofi.pk)]
    assert EventRow.objects.filter(kind="credit.named").count() == 2


def test_who_said_no_is_left_in_peace(page, work, ana, kofi):
    credit = name_person(work.credit_list, Person("bass", member=kofi), by=ana, at=LONG_AGO)
    answer_credit(credit, confirmed=False, by=kofi, at=NOON)
    html = page.get(f"/works/{work.pk}/credits").content.decode()
    assert "said no" in html
    assert "Ask again" not in html
    answer = page.post(f"/works/{work.pk}/credits/{credit.pk}/ask", follow=True)
    assert "has answered, and may change that at any time" in answer.content.decode()
    assert EventRow.objects.filter(kind="credit.named").count() == 1


def test_only_its_maker_finds_the_page(client, work, ana, kofi):
    credit = name_person(work.credit_list, Person("bass", member=kofi), by=ana, at=LONG_AGO)
    addresses = [f"/works/{work.pk}/credits{end}" for end in ("", f"/{credit.pk}/out", f"/{credit.pk}/ask")]
    for address in addresses:
        assert client.post(address).headers["Location"].startswith("/sign-in")
    client.force_login(kofi)
    for address in addresses:
        assert client.post(address).status_code == 404
    assert client.get(addresses[0]).status_code == 404
    assert names_in(work) == [("Kofi Mensah", "bass", kofi.pk)]


def test_a_credit_of_another_work_is_not_touched(page, work, ana):
    other = make_work(ana)
    credit = name_person(other.credit_list, Person("bass", name="my uncle"), by=ana, at=NOON)
    for act in ("out", "ask"):
        assert page.post(f"/works/{work.pk}/credits/{credit.pk}/{act}").status_code == 404
    assert len(names_in(other)) == 1


@pytest.mark.parametrize("many", [2, 20])
def test_the_number_of_queries_does_not_grow(page, work, ana, django_assert_max_num_queries, many):
    for number in range(many):
        member = make_member()
        Portrait.objects.create(member=member, blob=make_blob(), at=NOON)
        name_person(work.credit_list, Person(f"hand {number}", member=member), by=ana, at=NOON)
    with django_assert_max_num_queries(9):
        assert page.get(f"/works/{work.pk}/credits").content.decode().count("<img") == many

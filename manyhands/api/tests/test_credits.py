"""Credits by the API: the same acts as on the page, with the same limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from manyhands.api.tests.conftest import Answer, Api
from manyhands.people.models import Member
from manyhands.rights.actions import Person, name_person
from manyhands.works.models import Work
from tests.make import NOON, make_member, make_work


@pytest.fixture
def kofi(db: None) -> Member:
    return make_member("kofi", name="Kofi Mensah")


@pytest.fixture
def work(ana: Member) -> Work:
    return make_work(ana)


@pytest.fixture
def of_kofi(kofi: Member, program_of: Callable[..., Api]) -> Api:
    return program_of(kofi)


def states(answer: Answer) -> list[tuple[str, str]]:
    assert answer.status == 200, answer.body
    return [(credit["name"], credit["state"]) for credit in answer.json["items"]]


def test_a_member_is_named_answers_and_is_shown(api: Api, of_ana: Api, of_kofi: Api, work: Work) -> None:
    path = f"/works/{work.pk}/credits"
    made = of_ana.post(path, {"handle": "kofi", "role": "bass"})
    assert made.status == 201, made.body
    assert made.json["state"] == "asked"
    assert states(api.get(path)) == []
    assert states(of_ana.get(path)) == states(of_kofi.get(path)) == [("Kofi Mensah", "asked")]
    answer = f"{path}/{made.json['id']}/answer"
    assert of_ana.ask("PUT", answer, {"confirmed": True}).status == 404
    assert of_kofi.ask("PUT", answer, {"confirmed": True}).json["state"] == "confirmed"
    assert states(api.get(path)) == [("Kofi Mensah", "confirmed")]
    assert of_kofi.ask("PUT", answer, {"confirmed": False}).json["state"] == "declined"
    assert states(api.get(path)) == []


def test_the_same_key_names_once(of_ana: Api, work: Work) -> None:
    path = f"/works/{work.pk}/credits"
    for _time in range(2):
        made = of_ana.post(path, {"name": "my uncle", "role": "bass"}, Idempotency_Key="k1")
        assert made.status == 201, made.body
    assert states(of_ana.get(path)) == [("my uncle", "named")]


def test_a_name_is_taken_out_by_the_works_maker_alone(of_ana: Api, of_kofi: Api, work: Work) -> None:
    path = f"/works/{work.pk}/credits"
    made = of_ana.post(path, {"name": "my uncle", "role": "bass"}).json
    assert of_kofi.ask("DELETE", f"{path}/{made['id']}").status == 404
    assert of_kofi.post(path, {"name": "me", "role": "bass"}).status == 404
    assert of_ana.ask("DELETE", f"{path}/{made['id']}").status == 204
    assert of_ana.ask("DELETE", f"{path}/{made['id']}").status == 404
    assert states(of_ana.get(path)) == []


def test_who_does_not_answer_is_asked_again_after_a_week(
    of_ana: Api, work: Work, ana: Member, kofi: Member
) -> None:
    long_ago = NOON - dt.timedelta(days=60)
    credit = name_person(work.credit_list, Person("bass", member=kofi), by=ana, at=long_ago)
    path = f"/works/{work.pk}/credits"
    fresh = of_ana.post(f"{path}/{credit.pk}/ask", None)
    assert fresh.status == 201, fresh.body
    assert fresh.json["id"] != credit.pk
    assert of_ana.post(f"{path}/{fresh.json['id']}/ask", None).status == 409
    assert states(of_ana.get(path)) == [("Kofi Mensah", "asked")]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"handle": "nobody", "role": "bass"}, 409),
        ({"role": "bass"}, 409),
        ({"name": "my uncle"}, 422),
        ({"name": "my uncle", "role": ""}, 422),
    ],
)
def test_what_names_nobody_is_refused(of_ana: Api, work: Work, body: dict[str, str], status: int) -> None:
    assert of_ana.post(f"/works/{work.pk}/credits", body).status == status

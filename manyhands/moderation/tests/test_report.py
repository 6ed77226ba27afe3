from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from manyhands.core.errors import NotThere
from manyhands.core.models import EventRow, OutboxMail
from manyhands.moderation import actions
from manyhands.moderation.actions.reports import ReportedAlready, SomethingMissing, TooMany, YourOwn
from manyhands.moderation.models import Report
from manyhands.moderation.rules import ReportOrder
from manyhands.works.actions import hold_work
from tests.make import (
    NOON,
    make_collection,
    make_comment,
    make_member,
    make_moderator,
    make_ruling,
    make_work,
)

RIGHTS = {
    "why": "rights",
    "words": "It is my recording from 2019.",
    "place": "http://localhost:8000/works/1, from 0:10 to 0:40",
    "name": "Ana Souto",
    "mail": "ana@elsewhere.example",
    "good_faith": "on",
}
CLAIM = ReportOrder(
    "work",
    0,
    why="rights",
    words=RIGHTS["words"],
    place=RIGHTS["place"],
    name=RIGHTS["name"],
    mail=RIGHTS["mail"],
    good_faith=True,
)


def spam(subject, thing):
    return ReportOrder(subject, thing.pk, why="spam")


@pytest.fixture
def noor(db):
    return make_member("noor")


def things():
    work = make_work(make_member("maker"))
    collection = make_collection(make_member("curator"))
    return {
        "work": work,
        "comment": make_comment(work.thread, make_member("kofi")),
        "member": make_member("mallory"),
        "collection": collection,
    }


def test_everything_that_people_put_here_can_be_reported(noor):
    for subject, thing in things().items():
        actions.report(spam(subject, thing), by=noor, at=NOON)
    assert Report.objects.open().filter(by=noor).count() == 4


def test_that_something_was_reported_is_never_public(noor):
    actions.report(spam("work", make_work()), by=noor, at=NOON)
    assert EventRow.objects.get(kind="report.made").public_from is None


def test_one_report_by_each_of_each(noor):
    work = make_work()
    actions.report(spam("work", work), by=noor, at=NOON)
    with pytest.raises(ReportedAlready):
        actions.report(spam("work", work), by=noor, at=NOON)
    actions.report(spam("work", work), by=make_member("kofi"), at=NOON)
    assert Report.objects.count() == 2


def test_nobody_reports_their_own(noor):
    with pytest.raises(YourOwn):
        actions.report(spam("work", make_work(noor)), by=noor, at=NOON)
    with pytest.raises(YourOwn):
        actions.report(spam("member", noor), by=noor, at=NOON)


def test_what_one_cannot_see_one_cannot_report(noor):
    work = make_work()
    said = make_comment(work.thread, make_member("kofi"))
    hold_work(work, reason="Stolen.", by=None, at=NOON)
    for subject, thing in (("work", work), ("comment", said)):
        with pytest.raises(NotThere):
            actions.report(spam(subject, thing), by=noor, at=NOON)
    with pytest.raises(NotThere):
        actions.report(ReportOrder("galaxy", 1, why="spam"), by=noor, at=NOON)


@pytest.mark.parametrize("missing", ["words", "place", "name", "mail", "good_faith"])
def test_a_claim_of_rights_needs_its_four_statements(noor, missing):
    order = replace(CLAIM, subject_id=make_work().pk, **cast(dict[str, Any], {missing: ""}))
    with pytest.raises(SomethingMissing) as refusal:
        actions.report(order, by=noor, at=NOON)
    assert [problem.code for problem in refusal.value.problems] == [missing]


def test_a_claim_of_rights_is_kept_whole(noor):
    order = replace(CLAIM, subject_id=make_work().pk)
    report = actions.report(order, by=noor, at=NOON)
    assert (report.place, report.name, report.good_faith) == (RIGHTS["place"], "Ana Souto", True)


def test_somebody_without_an_account_says_who_they_are_and_gets_a_receipt(db):
    work = make_work(title="Kitchen guitar")
    with pytest.raises(SomethingMissing):
        actions.report(spam("work", work), by=AnonymousUser(), at=NOON)
    order = replace(CLAIM, subject_id=work.pk)
    actions.report(order, by=AnonymousUser(), at=NOON)
    mail = OutboxMail.objects.get()
    assert mail.to == "ana@elsewhere.example"
    assert "Kitchen guitar" in mail.text
    assert "It is my recording from 2019." in mail.text


def test_after_twenty_within_an_hour_one_waits(noor):
    works = [make_work() for _ in range(21)]
    for work in works[:20]:
        actions.report(spam("work", work), by=noor, at=NOON)
    with pytest.raises(TooMany):
        actions.report(spam("work", works[20]), by=noor, at=NOON)
    actions.report(spam("work", works[20]), by=noor, at=NOON + dt.timedelta(hours=1))


def client_of(member):
    client = Client()
    client.force_login(member)
    return client


def test_the_page_takes_a_report_and_gives_a_receipt(noor):
    work = make_work()
    client = client_of(noor)
    assert "Tell a moderator" in client.get(f"/report/work/{work.pk}").content.decode()
    answer = client.post(f"/report/work/{work.pk}", {"why": "spam"})
    assert "Thank you" in answer.content.decode()
    report = Report.objects.get()
    assert (report.by, report.name, report.mail, report.place) == (noor, "", "", "")
    assert "You have reported this" in client.get(f"/report/work/{work.pk}").content.decode()


def test_the_page_says_beside_each_field_what_is_missing_and_keeps_what_was_typed(noor):
    work = make_work()
    answer = client_of(noor).post(f"/report/work/{work.pk}", {**RIGHTS, "good_faith": "", "place": ""})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Say where exactly it is." in html
    assert "We can only act on what you believe to be true." in html
    assert "It is my recording from 2019." in html
    assert not Report.objects.exists()


def test_from_outside_five_reports_an_hour_are_read(db):
    client = Client()
    works = [make_work() for _ in range(6)]
    for work in works[:5]:
        assert client.post(f"/report/work/{work.pk}", RIGHTS).status_code == 200
    answer = client.post(f"/report/work/{works[5].pk}", RIGHTS)
    assert "Please send this one later" in answer.content.decode()
    assert Report.objects.count() == 5


def test_hidden_and_missing_things_have_no_form(noor):
    work = make_work()
    hold_work(work, reason="Stolen.", by=None, at=NOON)
    client = client_of(noor)
    for address in (f"/report/work/{work.pk}", "/report/work/999999", "/report/galaxy/1"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"why": "spam"}).status_code == 404


def test_own_reports_are_listed_with_their_answers_and_others_are_not(noor, django_assert_max_num_queries):
    moderator = make_moderator("mod")
    works = [make_work(title=f"Work {n}") for n in range(5)]
    for work in works:
        actions.report(spam("work", work), by=noor, at=NOON)
    actions.report(spam("work", make_work(title="Somebody else’s")), by=moderator, at=NOON)
    make_ruling("work", works[0], moderator, verdict="leave", reason="It is no spam: it is a song.")
    client = client_of(noor)
    client.get("/reports")
    with django_assert_max_num_queries(12):
        html = client.get("/reports").content.decode()
    assert "It is no spam: it is a song." in html
    assert "Mod" not in html
    assert "Somebody else" not in html
    assert html.count("waiting for a moderator") == 4

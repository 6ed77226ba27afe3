from __future__ import annotations

import pytest
from django.test import Client

from manyhands.moderation.models import Ruling
from manyhands.talk.actions import edit_comment
from manyhands.works.models import Hold
from tests.make import (
    NOON,
    make_administrator,
    make_comment,
    make_member,
    make_moderator,
    make_report,
    make_ruling,
    make_work,
)


@pytest.fixture
def mod(db):
    return make_moderator("mod")


def client_of(member):
    client = Client()
    client.force_login(member)
    return client


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_desk_is_for_moderators_and_does_not_exist_for_others(mod):
    work = make_work()
    make_report("work", work)
    ruling = make_ruling("work", work, mod, verdict="leave")
    addresses = ["/desk", "/desk/rulings", f"/desk/work/{work.pk}"]
    for member in (mod, make_administrator("admin")):
        for address in [*addresses, f"/rulings/{ruling.pk}"]:
            text(client_of(member).get(address))
    for member in (make_member("kofi"), work.author):
        for address in addresses:
            assert client_of(member).get(address).status_code == 404
            assert client_of(member).post(address).status_code in {404, 405}
    assert Client().get("/desk").status_code == 302


def test_what_waits_longest_comes_first_and_is_grouped_by_thing(mod):
    first, second = make_work(title="First reported"), make_work(title="Second reported")
    for work in (first, second, first):
        make_report("work", work)
    html = text(client_of(mod).get("/desk"))
    assert html.index("First reported") < html.index("Second reported")
    assert html.count("First reported") == 1
    assert "2 reports" in html


def test_danger_can_be_looked_at_first(mod):
    make_report("work", make_work(title="Cheap watches"), why="spam")
    make_report("member", make_member("mallory", name="Mallory"), why="unsafe")
    html = text(client_of(mod).get("/desk?urgent=yes"))
    assert "Mallory" in html
    assert "Cheap watches" not in html
    assert "urgent" in html


@pytest.mark.slow
def test_a_long_queue_is_read_page_by_page(mod, django_assert_max_num_queries):
    for n in range(27):
        make_report("work", make_work(title=f"Thing {n:02}"))
    client = client_of(mod)
    client.get("/desk/rulings")  # the first request of a session writes what device it is
    with django_assert_max_num_queries(10):
        html = text(client.get("/desk"))
    assert "Thing 24" in html
    assert "Thing 25" not in html
    following = html.split("after=")[1].split('"')[0]
    html = text(client.get(f"/desk?after={following}"))
    assert "Thing 26" in html
    assert "Thing 24" not in html


def test_a_settled_thing_leaves_the_queue(mod):
    work = make_work(title="Kitchen guitar")
    make_report("work", work)
    make_ruling("work", work, mod, verdict="leave")
    assert "Nothing is waiting." in text(client_of(mod).get("/desk"))
    assert "Kitchen guitar" in text(client_of(mod).get("/desk/rulings"))


def test_a_case_shows_what_a_moderator_has_to_know(mod):
    work = make_work(title="Kitchen guitar")
    kofi = make_member("kofi", name="Kofi")
    said = make_comment(work.thread, kofi, "You are a fool.")
    reply = make_comment(work.thread, make_member("noor"), "Stop it!", answers=said)
    edit_comment(said, by=kofi, words="You are a sheep.", at=NOON)
    make_report("comment", said, make_member("ana", name="Ana"), why="harassment")
    other = make_comment(work.thread, kofi, "Worse.")
    make_ruling("comment", other, mod, reason="An insult to the whole band.")
    html = text(client_of(mod).get(f"/desk/comment/{said.pk}"))
    for known in ("Kitchen guitar", "You are a sheep.", "You are a fool.", "Ana", "Look at this."):
        assert known in html
    assert "An insult to the whole band." in html
    assert "You are a sheep." in text(client_of(mod).get(f"/desk/comment/{reply.pk}"))


def test_a_moderator_hides_a_work_and_its_maker_reads_why(mod):
    work = make_work()
    make_report("work", work)
    answer = client_of(mod).post(
        f"/desk/work/{work.pk}",
        {"verdict": "hide", "reason": "The refrain is somebody else’s.", "ground": "law"},
    )
    assert answer.headers["Location"] == "/desk"
    ruling = Ruling.objects.get()
    html = text(client_of(work.author).get(f"/rulings/{ruling.pk}"))
    assert "This is hidden" in html
    assert "The refrain is somebody else’s." in html
    assert "the law" in html
    assert client_of(make_member("kofi")).get(f"/rulings/{ruling.pk}").status_code == 404


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"verdict": "hide", "reason": "", "ground": "law"}, "Write the reason"),
        ({"verdict": "show", "reason": "Fine.", "ground": "law"}, "Somebody was faster"),
    ],
)
def test_a_refused_decision_says_why_and_changes_nothing(mod, form, error):
    work = make_work()
    answer = client_of(mod).post(f"/desk/work/{work.pk}", form)
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert not Hold.objects.exists()
    assert not Ruling.objects.exists()

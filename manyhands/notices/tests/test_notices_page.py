from __future__ import annotations

import pytest
from django.test import Client

from manyhands.notices.models import Mailing, Notice, Wish
from manyhands.talk import actions as talk
from tests.jobs import run_jobs
from tests.make import NOON, make_member, make_moderator, make_work


@pytest.fixture
def ana(db):
    return make_member("ana")


@pytest.fixture
def song(ana):
    work = make_work(ana, title="Kitchen guitar")
    run_jobs("fast")
    return work


def client_of(member):
    client = Client()
    client.force_login(member)
    return client


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def comment(work, name="kofi", words="Keep it."):
    said = talk.comment(work.thread, by=make_member(name), words=words, at=NOON)
    run_jobs("fast")
    return said


def test_the_page_says_what_happened_and_the_bell_counts_it(ana, song):
    comment(song)
    html = text(client_of(ana).get("/notices"))
    assert '<strong dir="auto">Kofi</strong> commented on' in html
    assert "Keep it." in html
    assert "Notices, 1 unread" in html


def test_an_empty_page_invites(ana):
    html = text(client_of(ana).get("/notices"))
    assert "Nothing here yet." in html
    assert 'href="/works"' in html


def test_opening_a_notice_leads_there_and_marks_it_read(ana, song):
    said = comment(song)
    client, notice = client_of(ana), Notice.objects.get(member=ana)
    assert client.get(f"/notices/{notice.pk}").headers["Location"] == f"/comments/{said.pk}"
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert client.get(f"/notices/{notice.pk}").status_code == 302
    assert "1 unread" not in text(client.get("/notices"))


def test_everything_is_marked_read_at_once_but_hearts_that_wait(ana, song):
    comment(song)
    talk.give_heart(song.thread, by=make_member("noor"), at=NOON)
    run_jobs("fast")
    client_of(ana).post("/notices/read")
    assert Notice.objects.get(kind="comment").read_at is not None
    assert Notice.objects.get(kind="heart").read_at is None


def test_hearts_are_not_shown_or_counted_before_the_morning(ana, song):
    talk.give_heart(song.thread, by=make_member("noor"), at=NOON)
    run_jobs("fast")
    html = text(client_of(ana).get("/notices"))
    assert "Nothing here yet." in html
    assert "1 unread" not in html
    Notice.objects.update(rings_at=NOON)
    html = text(client_of(ana).get("/notices"))
    assert "loves" in html
    assert "Notices, 1 unread" in html


def test_notices_are_nobody_elses(ana, song):
    comment(song)
    notice = Notice.objects.get(member=ana)
    other = client_of(make_member("noor"))
    assert other.get(f"/notices/{notice.pk}").status_code == 404
    other.post("/notices/read")
    notice.refresh_from_db()
    assert notice.read_at is None
    assert "Kitchen guitar" not in text(other.get("/notices"))
    for address in ("/notices", f"/notices/{notice.pk}", "/settings/notices"):
        assert Client().get(address).headers["Location"].startswith("/sign-in")


def test_htmx_gets_the_list_alone(ana, song):
    comment(song)
    html = text(client_of(ana).get("/notices", headers={"HX-Request": "true"}))
    assert "<html" not in html
    assert "Kitchen guitar" in html


@pytest.mark.slow
def test_many_notices_are_read_page_by_page_with_few_queries(ana, django_assert_max_num_queries):
    for n in range(33):
        work = make_work(ana, title=f"Work {n:02}")
        talk.comment(work.thread, by=make_member(), words=f"comment {n:02}", at=NOON)
    run_jobs("fast")
    client = client_of(ana)
    with django_assert_max_num_queries(16):
        html = text(client.get("/notices"))
    assert "comment 32" in html
    assert "comment 02" not in html
    following = html.split("?after=")[1].split('"')[0]
    html = text(client.get(f"/notices?after={following}"))
    assert "comment 02" in html
    assert "comment 03" not in html


def test_one_chooses_how_to_be_told_kind_by_kind(ana, song):
    client = client_of(ana)
    html = text(client.get("/settings/notices"))
    assert "Somebody comments on something of yours" in html
    assert "For moderators" not in html
    form = {f"mail_{kind}": "at_once" for kind in ("mention", "answer", "remix", "credit")}
    form |= {f"here_{kind}": "on" for kind in ("mention", "answer", "comment")}
    answer = client.post("/settings/notices", {**form, "mail_comment": "daily"})
    assert answer.status_code == 302
    wish = Wish.objects.get(member=ana, kind="comment")
    assert (wish.here, wish.mail) == (True, Mailing.DAILY)
    assert not Wish.objects.filter(kind="mention").exists()  # as it was: goes on following the default
    wish = Wish.objects.get(member=ana, kind="remix")
    assert (wish.here, wish.mail) == (False, Mailing.AT_ONCE)


def test_moderators_choose_about_the_desk_too(db):
    assert "For moderators" in text(client_of(make_moderator("mod")).get("/settings/notices"))


def test_what_is_owed_is_no_choice(ana):
    client = client_of(ana)
    assert "mail_ruling" not in text(client.get("/settings/notices"))
    client.post("/settings/notices", {"mail_ruling": "never"})
    assert not Wish.objects.filter(kind="ruling").exists()


def test_a_choice_that_does_not_exist_is_refused(ana):
    answer = client_of(ana).post("/settings/notices", {"mail_comment": "hourly"})
    assert answer.status_code == 422
    assert not Wish.objects.exists()

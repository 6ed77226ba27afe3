"""Mail: one for a burst, in the receiver's language and time, with a way out that needs one press."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test import Client

from manyhands.core import clock
from manyhands.core.models import OutboxMail
from manyhands.notices.actions import digest_hourly, digest_later, mail_later, read_all
from manyhands.notices.actions.mailing import mail_notice
from manyhands.notices.models import Digest, Mailing, Notice, Wish
from manyhands.talk import actions as talk
from manyhands.works.actions import hold_work
from tests.jobs import run_jobs
from tests.make import NOON, make_member, make_moderator, make_ruling, make_work


@pytest.fixture
def ana(db):
    return make_member("ana")


@pytest.fixture
def song(ana):
    work = make_work(ana, title="Kitchen guitar")
    run_jobs("fast")
    return work


def comment(work, name="kofi", words="Keep it."):
    said = talk.comment(work.thread, by=make_member(name), words=words, at=NOON)
    run_jobs("fast")
    return said


def mail_now():
    """Do the waiting mail jobs, as if their two minutes were over."""
    run_jobs("fast")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    run_jobs("fast")


def test_a_burst_is_one_mail_after_two_minutes(ana, song):
    for name in ("noor", "ines", "kofi"):
        comment(song, name, words=f"{name} was here.")
    due_at = Notice.objects.get(member=ana).mail_due_at
    assert due_at is not None
    assert dt.timedelta(minutes=1, seconds=50) < due_at - clock.now() <= dt.timedelta(minutes=2)
    assert not OutboxMail.objects.exists()
    mail_now()
    mail = OutboxMail.objects.get()
    assert mail.to == "ana@example.org"
    assert mail.subject == "Kofi and 2 others commented on “Kitchen guitar”"
    assert "> kofi was here." in mail.text
    assert "http://localhost:8000/comments/" in mail.text
    assert "kofi was here." in mail.html


def test_what_was_read_meanwhile_is_not_mailed(ana, song):
    comment(song)
    read_all(by=ana, at=clock.now())
    mail_now()
    assert not OutboxMail.objects.exists()


def test_what_may_not_be_seen_any_more_is_not_mailed(ana, song):
    comment(song)
    ines = make_member("ines")
    comment(song, "noor", "@ines")
    notice = Notice.objects.get(member=ines)
    hold_work(song, reason="Stolen.", by=None, at=NOON)
    assert mail_notice(notice.pk, at=clock.now()) is False
    assert not OutboxMail.objects.filter(to="ines@example.org").exists()


def test_a_job_that_runs_twice_mails_once(ana, song):
    comment(song)
    notice = Notice.objects.get(member=ana)
    mail_later(notice_id=notice.pk)
    mail_later(notice_id=notice.pk)
    assert OutboxMail.objects.count() == 1


def test_an_unread_notice_that_grows_is_mailed_again_a_day_later(ana, song):
    comment(song)
    mail_now()
    comment(song, "noor")
    notice = Notice.objects.get(member=ana)
    assert notice.mail_due_at is not None
    assert notice.mailed_at is not None
    assert notice.mail_due_at - notice.mailed_at == dt.timedelta(hours=24)


def test_each_mail_can_be_ended_by_the_mail_program_itself(ana, song):
    comment(song)
    mail_now()
    headers = OutboxMail.objects.get().headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("http://localhost:8000/unsubscribe/")
    path = address.removeprefix("http://localhost:8000")
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Wish.objects.get(member=ana).mail == Mailing.NEVER
    Notice.objects.all().delete()
    comment(song, "noor")
    mail_now()
    assert OutboxMail.objects.count() == 1
    assert Notice.objects.filter(member=ana).count() == 1  # still told here


def test_a_visit_alone_ends_nothing_for_scanners_visit_links(ana, song):
    comment(song)
    mail_now()
    path = (
        OutboxMail.objects.get().headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    )
    page = Client().get(path)
    assert "End this kind of mail" in page.content.decode()
    assert not Wish.objects.exists()


@pytest.mark.parametrize("token", ["nonsense", "WzEsIioiXQ:1abc:forged", ":::"])
def test_an_address_that_we_never_gave_out_does_not_exist(db, token):
    assert Client().get(f"/unsubscribe/{token}").status_code == 404
    assert Client().post(f"/unsubscribe/{token}").status_code == 404


def test_what_a_moderator_decided_is_mailed_whatever_one_wishes_and_has_no_way_out(ana, song):
    make_ruling("work", song, make_moderator("mod"), reason="It is stolen.")
    mail_now()
    mail = OutboxMail.objects.get(to="ana@example.org")
    assert mail.subject == "A moderator has hidden “Kitchen guitar”. Read why."
    assert "/rulings/" in mail.text
    assert "List-Unsubscribe" not in mail.headers


def test_who_has_no_address_is_told_here_alone(ana, song):
    ana.email = None
    ana.save()
    comment(song)
    mail_now()
    assert Notice.objects.filter(member=ana).exists()
    assert not OutboxMail.objects.exists()


def test_who_wants_mail_alone_sees_nothing_here(ana, song):
    Wish.objects.create(member=ana, kind="comment", here=False, mail=Mailing.AT_ONCE, at=NOON)
    comment(song)
    client = Client()
    client.force_login(ana)
    assert "Nothing here yet." in client.get("/notices").content.decode()
    mail_now()
    assert OutboxMail.objects.count() == 1


def heart(work, name):
    talk.give_heart(work.thread, by=make_member(name), at=clock.now())
    run_jobs("fast")


def ring_now():
    Notice.objects.update(rings_at=NOON)


def test_the_mail_of_the_day_gathers_what_is_wanted_daily(ana, song):
    for name in ("noor", "kofi"):
        heart(song, name)
    Wish.objects.create(member=ana, kind="comment", mail=Mailing.DAILY, at=NOON)
    said = talk.comment(song.thread, by=make_member("ines"), words="Keep it.", at=clock.now())
    run_jobs("fast")
    ring_now()
    digest_later(member_id=ana.pk)
    mail = OutboxMail.objects.get()
    assert mail.subject == "Manyhands: 2 things happened around your work"
    assert "Kofi and Noor love “Kitchen guitar”" in mail.text
    assert f"/comments/{said.pk}" in mail.text
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_comes_once_a_day_and_tells_nothing_twice(ana, song):
    heart(song, "noor")
    ring_now()
    digest_later(member_id=ana.pk)
    heart(song, "kofi")
    digest_later(member_id=ana.pk)
    assert OutboxMail.objects.count() == 1
    Digest.objects.all().delete()  # the next day
    digest_later(member_id=ana.pk)
    assert OutboxMail.objects.count() == 2
    Digest.objects.all().delete()
    digest_later(member_id=ana.pk)
    assert OutboxMail.objects.count() == 2  # nothing new: no mail


def test_one_press_ends_the_mail_of_the_day(ana, song):
    heart(song, "noor")
    ring_now()
    digest_later(member_id=ana.pk)
    path = (
        OutboxMail.objects.get().headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    )
    Client().post(path)
    assert set(Wish.objects.filter(member=ana).values_list("mail", flat=True)) == {Mailing.NEVER}


@pytest.mark.parametrize(("hour", "comes"), [(20, True), (3, False)])
def test_it_comes_after_eight_in_the_morning_where_one_lives(ana, song, hour, comes):
    heart(song, "noor")
    ring_now()
    ana.time_zone = zone_where_it_is(hour)
    ana.save()
    digest_hourly()
    run_jobs("fast")
    assert OutboxMail.objects.exists() is comes


def zone_where_it_is(hour):
    """The time is the database's, so a test chooses the place. (In Etc/GMT-3 it is 3 hours later.)"""
    ahead = (hour - clock.now().hour) % 24
    return f"Etc/GMT-{ahead}" if ahead <= 14 else f"Etc/GMT+{24 - ahead}"


def test_mails_never_reach_the_network_without_a_server(ana, song):
    comment(song)
    mail_now()
    assert getattr(django_mail, "outbox", []) == []
    assert OutboxMail.objects.get().sent_at is None

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from manyhands.core.errors import AlreadyDone, NotThere
from manyhands.core.models import EventRow, OutboxMail
from manyhands.media.models import BlobDenial
from manyhands.moderation import actions
from manyhands.moderation.actions.rulings import NotAModerator, ReasonMissing, RuledAlready, YourOwnThing
from manyhands.moderation.models import Report, Ruling
from manyhands.moderation.rules import ReportOrder
from manyhands.people.models import Member, Session, Suspension
from manyhands.talk.actions import remove_comment
from manyhands.talk.models import Comment
from manyhands.works.models import Collection, Work
from tests.make import (
    NOON,
    make_administrator,
    make_collection,
    make_comment,
    make_member,
    make_moderator,
    make_report,
    make_ruling,
    make_work,
)

STRANGER = AnonymousUser()


@pytest.fixture
def mod(db):
    return make_moderator("mod")


def client_of(member):
    client = Client()
    client.force_login(member)
    return client


def test_a_hidden_work_is_gone_for_all_but_its_maker_and_its_media_at_once(mod):
    work = make_work()
    ruling = make_ruling("work", work, mod, reason="It is stolen.")
    assert not Work.objects.visible_to(STRANGER).exists()
    assert Work.objects.visible_to(work.author).exists()
    assert BlobDenial.objects.filter(blob__files__version__work=work).exists()
    assert (ruling.maker, work.holds.get().reason) == (work.author, "It is stolen.")


def test_shown_again_it_is_there_and_so_are_its_media(mod):
    work = make_work()
    make_ruling("work", work, mod)
    make_ruling("work", work, mod, verdict="show", reason="The maker has shown the contract.")
    assert Work.objects.visible_to(STRANGER).exists()
    assert not BlobDenial.objects.exists()


def test_a_hidden_comment_is_gone_for_all_but_its_writer(mod):
    said = make_comment(make_work().thread, make_member("kofi"))
    make_ruling("comment", said, mod)
    assert not Comment.objects.visible_to(STRANGER).exists()
    assert Comment.objects.visible_to(said.by).exists()


def test_a_hidden_collection_is_gone_for_all_but_its_owner(mod):
    collection = make_collection(make_member("ana"))
    make_ruling("collection", collection, mod)
    assert not Collection.objects.visible_to(STRANGER).exists()
    assert Collection.objects.visible_to(collection.owner).exists()


def test_a_hidden_member_is_signed_out_and_comes_back_when_it_is_lifted(mod):
    kofi = make_member("kofi")
    client = client_of(kofi)
    assert client.get("/reports").status_code == 200
    make_ruling("member", kofi, mod, reason="Threats.")
    assert not Session.objects.filter(member=kofi).exists()
    assert client.get("/reports").status_code == 302
    assert Suspension.objects.get().reason == "Threats."
    make_ruling("member", kofi, mod, verdict="show", reason="We have talked.")
    assert Member.objects.present().filter(pk=kofi.pk).exists()


def test_all_open_reports_are_answered_by_one_ruling_and_later_ones_are_not(mod):
    work = make_work()
    for _ in range(3):
        make_report("work", work)
    ruling = make_ruling("work", work, mod, verdict="leave")
    make_report("work", work)
    assert ruling.reports.count() == 3
    assert Report.objects.open().count() == 1


def test_it_is_told_to_the_room_above_and_to_nobody_else(mod):
    work = make_work()
    ruling = make_ruling("work", work, mod)
    event = EventRow.objects.get(kind="ruling.made")
    assert event.data == {
        "ruling_id": ruling.pk,
        "subject": "work",
        "subject_id": work.pk,
        "verdict": "hide",
    }
    assert event.public_from is None


def test_who_reported_from_outside_gets_the_answer_by_mail(mod):
    work = make_work(title="Kitchen guitar")
    order = ReportOrder("work", work.pk, why="spam", name="Ana", mail="ana@elsewhere.example")
    actions.report(order, by=STRANGER, at=NOON)
    OutboxMail.objects.all().delete()
    make_ruling("work", work, mod, verdict="leave", reason="It is a song.")
    mail = OutboxMail.objects.get()
    assert mail.to == "ana@elsewhere.example"
    assert "It is a song." in mail.text
    assert "Mod" not in mail.text


def test_a_reason_is_needed(mod):
    work = make_work()
    with pytest.raises(ReasonMissing):
        make_ruling("work", work, mod, reason=" ")
    assert Work.objects.visible_to(STRANGER).exists()


def test_only_moderators_and_administrators_rule(mod):
    work = make_work()
    for other in (make_member("kofi"), work.author):
        with pytest.raises(NotAModerator):
            make_ruling("work", work, other)
    make_ruling("work", work, make_administrator("admin"))


def test_nobody_rules_about_their_own(mod):
    with pytest.raises(YourOwnThing):
        make_ruling("work", make_work(mod), mod, verdict="leave")


def test_the_second_moderator_learns_that_somebody_was_faster(mod):
    work = make_work()
    make_ruling("work", work, mod)
    with pytest.raises(RuledAlready):
        make_ruling("work", work, make_moderator("mod2"))
    assert Ruling.objects.count() == 1


def test_what_its_maker_took_back_is_put_away(mod):
    said = make_comment(make_work().thread, make_member("kofi"))
    make_report("comment", said)
    with pytest.raises(AlreadyDone):
        actions.put_away("comment", said.pk, by=mod, at=NOON)
    remove_comment(said, by=said.by, at=NOON)
    with pytest.raises(NotThere):
        make_ruling("comment", said, mod)
    with pytest.raises(NotAModerator):
        actions.put_away("comment", said.pk, by=said.by, at=NOON)
    client = client_of(mod)
    assert "It is not there any more" in client.get(f"/desk/comment/{said.pk}").content.decode()
    client.post(f"/desk/comment/{said.pk}")
    assert not Report.objects.open().exists()

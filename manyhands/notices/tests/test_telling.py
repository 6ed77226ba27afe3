"""Who is told of what, and what nobody is told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from manyhands.core import events
from manyhands.core.events import deliver
from manyhands.core.models import Delivery, EventRow
from manyhands.media.events import BlobFailed
from manyhands.moderation.models import Report
from manyhands.notices.models import Mailing, Notice, NoticePart, Wish
from manyhands.notices.sentences import tell_of
from manyhands.people.actions import block, close_account, suspend_member
from manyhands.people.events import MemberAsked, MemberJoined
from manyhands.people.models import Closure, Invitation, InvitationUse
from manyhands.rights.actions import Person, answer_credit, name_person, withdraw_credit
from manyhands.talk import actions as talk
from manyhands.works.actions import add_to_collection, hold_work, name_co_curator, remove_work
from manyhands.works.models import Tombstone
from tests.jobs import run_jobs
from tests.make import (
    NOON,
    make_administrator,
    make_collection,
    make_member,
    make_moderator,
    make_report,
    make_ruling,
    make_work,
)


@pytest.fixture
def ana(db):
    return make_member("ana")


@pytest.fixture
def kofi(db):
    return make_member("kofi")


@pytest.fixture
def song(ana):
    work = make_work(ana, title="Kitchen guitar")
    run_jobs("fast")
    return work


def told(member):
    """What a member reads, as plain sentences, newest first."""
    notices = list(Notice.objects.filter(member=member).order_by("-at", "-pk"))
    with translation.override("en"):
        return [each.text for each in tell_of(notices, member)]


def comment(work, by, words="Keep it.", at=NOON):
    said = talk.comment(work.thread, by=by, words=words, at=at)
    run_jobs("fast")
    return said


def test_a_maker_is_told_of_comments_and_they_gather_until_read(ana, kofi, song):
    for name in ("Noor", "Ines", "Kofi"):
        comment(song, make_member(name.lower()) if name != "Kofi" else kofi)
    assert told(ana) == ["Kofi and 2 others commented on “Kitchen guitar”"]
    Notice.objects.update(read_at=NOON)
    comment(song, kofi)
    assert told(ana)[0] == "Kofi commented on “Kitchen guitar”"
    assert Notice.objects.filter(member=ana).count() == 2


def test_two_people_are_both_named_and_one_who_writes_twice_counts_once(ana, kofi, song):
    comment(song, make_member("noor"))
    comment(song, kofi)
    comment(song, kofi)
    assert told(ana) == ["Kofi and Noor commented on “Kitchen guitar”"]


def test_nobody_is_told_what_they_did_themselves(ana, song):
    comment(song, ana, "@ana, remember the bridge.")
    talk.give_heart(song.thread, by=ana, at=NOON)
    run_jobs("fast")
    assert told(ana) == []


def test_nobody_is_told_twice_the_closest_counts(ana, kofi, song):
    first = comment(song, ana)
    talk.answer(first, by=kofi, words="@ana why?", at=NOON)
    run_jobs("fast")
    assert told(ana) == ["Kofi named you in “Kitchen guitar”"]
    assert NoticePart.objects.filter(member=ana).count() == 1


def test_an_event_that_is_delivered_again_is_not_told_again(ana, kofi, song):
    comment(song, kofi)
    event = EventRow.objects.get(kind="comment.made")
    Delivery.objects.all().delete()  # as if the worker had died after telling, before remembering it
    deliver(event_id=event.pk, listener="manyhands.notices.listeners.talk.tell_of_comment")
    assert NoticePart.objects.filter(member=ana).count() == 1
    assert Notice.objects.get(member=ana).actors_count == 1


def test_who_was_answered_and_who_is_named_is_told(ana, kofi, song):
    noor = make_member("noor")
    first = comment(song, kofi)
    talk.answer(first, by=noor, words="Listen, @ines", at=NOON)
    ines = make_member("ines")
    talk.answer(first, by=noor, words="Listen, @ines", at=NOON)
    run_jobs("fast")
    assert told(kofi) == ["Noor answered you about “Kitchen guitar”"]
    assert told(ines) == ["Noor named you in “Kitchen guitar”"]


def test_a_name_put_in_afterwards_is_told_and_one_told_before_is_not(ana, kofi, song):
    ines, noor = make_member("ines"), make_member("noor")
    said = comment(song, kofi, "@noor")
    talk.edit_comment(said, by=kofi, words="@noor @ines @ana", at=NOON)
    run_jobs("fast")
    assert told(ines) == ["Kofi named you in “Kitchen guitar”"]
    assert NoticePart.objects.filter(member=noor).count() == 1
    assert NoticePart.objects.filter(member=ana).count() == 1


def test_who_is_blocked_is_not_heard(ana, kofi, song):
    ines = make_member("ines")
    block(kofi, by=ines, at=NOON)
    comment(song, kofi, "@ines")
    assert told(ines) == []


def test_who_is_blocked_later_is_not_shown_any_more(ana, kofi, song):
    comment(song, kofi)
    block(kofi, by=ana, at=NOON)
    assert told(ana) == []


def test_nobody_is_told_of_what_they_may_not_see(ana, kofi, song):
    ines = make_member("ines")
    talk.comment(song.thread, by=kofi, words="@ines", at=NOON)
    hold_work(song, reason="Stolen.", by=None, at=NOON)
    run_jobs("fast")
    assert told(ines) == []
    assert not Notice.objects.filter(member=ines).exists()


@pytest.mark.parametrize("way", ["comment removed", "comment held", "work held", "work removed"])
def test_what_is_gone_is_taken_back_from_unread_notices(ana, kofi, song, way):
    ines = make_member("ines")
    stays = make_work(ana, title="Rain on tin")
    said = comment(song, kofi, "@ines")
    comment(stays, kofi, "@ines")
    if way == "comment removed":
        talk.remove_comment(said, by=kofi, at=NOON)
    elif way == "comment held":
        talk.hold_comment(said, by=make_moderator(), reason="An attack.", at=NOON)
    elif way == "work held":
        hold_work(song, reason="Stolen.", by=None, at=NOON)
    else:
        remove_work(song, why=Tombstone.Why.MAKER, by=ana, at=NOON)
    run_jobs("fast")
    assert told(ines) == ["Kofi named you in “Rain on tin”"]
    assert Notice.objects.filter(member=ines).count() == 1


def test_of_a_notice_that_loses_one_of_two_events_the_other_is_told(ana, kofi, song):
    comment(song, make_member("noor"))
    said = comment(song, kofi)
    talk.remove_comment(said, by=kofi, at=NOON)
    run_jobs("fast")
    assert told(ana) == ["Noor commented on “Kitchen guitar”"]


def test_a_maker_is_told_of_remixes(ana, kofi, song):
    make_work(kofi, title="Kitchen guitar, slowed", sources=[song])
    run_jobs("fast")
    assert told(ana) == ["Kofi remixed “Kitchen guitar”"]


def test_hearts_wait_for_the_next_morning_where_the_maker_lives(ana, kofi, song):
    ana.time_zone = "Europe/Madrid"
    ana.save()
    for member in (kofi, make_member("noor")):
        talk.give_heart(song.thread, by=member, at=NOON)
    run_jobs("fast")
    notice = Notice.objects.get(member=ana)
    local = notice.rings_at.astimezone(dt.timezone(dt.timedelta(hours=1)))  # November
    assert (local.hour, local.minute) == (8, 0)
    assert told(ana) == ["Noor and Kofi love “Kitchen guitar”"]


def test_a_heart_given_taken_and_given_again_counts_one_person(ana, kofi, song):
    talk.give_heart(song.thread, by=kofi, at=NOON)
    talk.take_heart_back(song.thread, by=kofi, at=NOON)
    talk.give_heart(song.thread, by=kofi, at=NOON)
    run_jobs("fast")
    assert told(ana) == ["Kofi loves “Kitchen guitar”"]


def test_who_is_credited_is_asked_and_who_asked_reads_the_answer(ana, kofi, song):
    credit = name_person(song.credit_list, Person("bass", member=kofi), by=ana, at=NOON)
    run_jobs("fast")
    assert told(kofi) == ["Ana credits you in “Kitchen guitar”. Is that right?"]
    answer_credit(credit, confirmed=True, by=kofi, at=NOON)
    run_jobs("fast")
    assert told(ana) == ["Kofi answered your credit in “Kitchen guitar”"]


def test_a_credit_that_is_withdrawn_asks_nobody_any_more(ana, kofi, song):
    credit = name_person(song.credit_list, Person("bass", member=kofi), by=ana, at=NOON)
    run_jobs("fast")
    withdraw_credit(credit, by=ana, at=NOON)
    run_jobs("fast")
    assert not Notice.objects.filter(member=kofi).exists()


def test_nobody_loses_a_credit_without_hearing_of_it(ana, kofi, song):
    credit = name_person(song.credit_list, Person("bass", member=kofi), by=ana, at=NOON)
    answer_credit(credit, confirmed=True, by=kofi, at=NOON)
    run_jobs("fast")
    withdraw_credit(credit, by=ana, at=NOON)
    run_jobs("fast")
    assert told(kofi) == ["Ana took your name out of the credits of “Kitchen guitar”"]


def test_who_takes_their_own_name_out_knows_it(ana, kofi, song):
    credit = name_person(song.credit_list, Person("bass", member=kofi), by=ana, at=NOON)
    answer_credit(credit, confirmed=True, by=kofi, at=NOON)
    run_jobs("fast")
    withdraw_credit(credit, by=kofi, at=NOON)
    run_jobs("fast")
    assert told(kofi) == []


def test_who_is_named_over_and_over_again_is_left_in_peace(ana, kofi, song):
    for _turn in range(5):
        credit = name_person(song.credit_list, Person("bass", member=kofi), by=ana, at=NOON)
        run_jobs("fast")
        heard = told(kofi)
        withdraw_credit(credit, by=ana, at=NOON)
        run_jobs("fast")
    assert heard == []


def test_who_is_collected_and_who_may_curate_is_told(ana, kofi, song):
    collection = make_collection(kofi, title="Rain on things")
    add_to_collection(collection, song, by=kofi, at=NOON)
    name_co_curator(collection, ana, by=kofi, at=NOON)
    run_jobs("fast")
    assert told(ana) == ["Kofi asks you to curate “Rain on things”", "Kofi collected “Kitchen guitar”"]


def test_a_maker_is_told_of_a_file_that_cannot_be_prepared(ana, song):
    blob = song.latest.files.get().blob_id
    events.record(BlobFailed(blob_id=blob), by=None, at=NOON)
    run_jobs("fast")
    assert told(ana) == ["A file of “Kitchen guitar” cannot be prepared. See why, and try again."]


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        ("hide", "A moderator has hidden “Kitchen guitar”. Read why."),
        ("leave", "A moderator has looked at “Kitchen guitar” and leaves it as it is. Read why."),
    ],
)
def test_a_maker_is_told_of_a_ruling_and_reporters_of_the_answer(ana, kofi, song, verdict, sentence):
    make_report("work", song, kofi)
    make_ruling("work", song, make_moderator("mod"), verdict=verdict)
    run_jobs("fast")
    assert told(ana) == [sentence]
    about = "something" if verdict == "hide" else "Kitchen guitar"
    assert told(kofi) == [f"A moderator has answered your report about “{about}”"]


def test_a_suspended_member_is_told_why(ana, kofi):
    make_ruling("member", kofi, make_moderator("mod"), reason="Threats.")
    run_jobs("fast")
    assert told(kofi) == ["A moderator has hidden “your account”. Read why."]


def test_moderators_are_told_that_something_waits_and_not_what(ana, song):
    mod, admin = make_moderator("mod"), make_administrator("admin")
    for _ in range(2):
        make_report("work", song)
    run_jobs("fast")
    for member in (mod, admin):
        assert told(member) == ["Something waits on the moderators’ desk"]
    assert told(ana) == []
    assert Report.objects.count() == 2


def test_who_invited_is_told_of_the_arrival_and_doorkeepers_of_who_asks(ana, kofi):
    admin = make_administrator("admin")
    invitation = Invitation.objects.create(token_hash="x", by=ana, at=NOON, expires_at=NOON)
    InvitationUse.objects.create(invitation=invitation, member=kofi, at=NOON)
    events.record(MemberJoined(member_id=kofi.pk), by=kofi.pk, at=NOON)
    events.record(MemberAsked(member_id=kofi.pk), by=kofi.pk, at=NOON)
    run_jobs("fast")
    assert told(ana) == ["Kofi joined by your invitation"]
    assert told(admin) == ["Kofi asks to join"]


def test_who_wishes_to_hear_nothing_hears_nothing(ana, kofi, song):
    Wish.objects.create(member=ana, kind="comment", here=False, mail=Mailing.NEVER, at=NOON)
    comment(song, kofi)
    assert not Notice.objects.filter(member=ana).exists()


def test_who_is_suspended_or_has_left_is_told_nothing(ana, kofi, song):
    suspend_member(ana, reason="Threats.", by=make_moderator("mod"), at=NOON)
    comment(song, kofi)
    assert not Notice.objects.filter(member=ana).exists()


def test_what_a_person_was_told_goes_with_the_person(ana, kofi, song):
    comment(song, kofi)
    close_account(ana, works=Closure.Works.STAY, at=NOON)
    run_jobs("fast")
    assert not Notice.objects.filter(member=ana).exists()


def test_markup_in_names_and_titles_stays_words(ana, song):
    song.title = "<b>loud</b>"
    song.save()
    comment(song, make_member("mallory", name="<i>Mallory</i>"))
    (each,) = tell_of(list(Notice.objects.filter(member=ana)), ana)
    assert "&lt;i&gt;Mallory&lt;/i&gt;" in each.sentence
    assert "&lt;b&gt;loud&lt;/b&gt;" in each.sentence
    assert "<b>" not in each.sentence

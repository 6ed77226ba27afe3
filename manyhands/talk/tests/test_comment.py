from __future__ import annotations

import datetime as dt

import pytest

from manyhands.core.errors import NotThere
from manyhands.core.models import EventRow, EventTopic
from manyhands.people.models import Block, Suspension
from manyhands.talk import actions
from manyhands.talk.actions.refusals import Apart, NothingSaid, NotInIt, TooLong, TooMuch
from manyhands.talk.models import Comment, Mention
from manyhands.talk.rules import Where
from tests.make import NOON, make_member


def test_a_comment_stands_and_is_counted(shelf):
    thread = shelf.put(duration_ms=90_000)
    said = actions.comment(
        thread, by=make_member("noor"), words=" Keep it. ", at=NOON, where=Where(from_ms=77_000)
    )
    thread.refresh_from_db()
    assert (said.words, said.from_ms, said.language, thread.comments_count) == ("Keep it.", 77_000, "en", 1)


def test_it_is_an_event_about_the_comment_its_owner_and_its_writer(shelf):
    thread, noor = shelf.put(), make_member("noor")
    said = actions.comment(thread, by=noor, words="Keep it.", at=NOON)
    event = EventRow.objects.get(kind="comment.made")
    assert event.data == {"comment_id": said.pk, "thread_id": thread.pk, "answers_id": None}
    assert (event.by_id, event.public_from) == (noor.pk, NOON)
    topics = set(EventTopic.objects.filter(event=event).values_list("kind", "subject_id"))
    assert topics == {
        ("comment", said.pk),
        ("thread", thread.pk),
        ("shelf", thread.pk),
        ("member", noor.pk),
    }


def test_an_answer_to_an_answer_stands_in_the_same_row(shelf):
    thread = shelf.put()
    first = actions.comment(thread, by=make_member("noor"), words="Keep it.", at=NOON)
    second = actions.answer(first, by=make_member("kofi"), words="Why?", at=NOON)
    third = actions.answer(second, by=first.by, words="Listen.", at=NOON)
    thread.refresh_from_db()
    assert (second.answers, third.answers, thread.comments_count) == (first, first, 3)


def test_what_a_stranger_must_not_know_cannot_be_discussed_by_guessing_its_number(shelf):
    thread, noor = shelf.put(), make_member("noor")
    said = actions.comment(thread, by=noor, words="Keep it.", at=NOON)
    shelf.hide(thread)
    with pytest.raises(NotThere):
        actions.comment(thread, by=noor, words="Hello?", at=NOON)
    with pytest.raises(NotThere):
        actions.answer(said, by=noor, words="Hello?", at=NOON)
    actions.comment(thread, by=shelf.maker, words="Why is it hidden?", at=NOON)


@pytest.mark.parametrize("verb", ["remove", "hold"])
def test_what_is_gone_cannot_be_answered(shelf, verb):
    said = actions.comment(shelf.put(), by=make_member("noor"), words="Keep it.", at=NOON)
    if verb == "remove":
        actions.remove_comment(said, by=said.by, at=NOON)
    else:
        actions.hold_comment(said, by=make_member(), reason="An attack.", at=NOON)
    with pytest.raises(NotThere):
        actions.answer(said, by=make_member("kofi"), words="Why?", at=NOON)


@pytest.mark.parametrize(
    ("words", "refusal"), [("  \n ", NothingSaid), ("a" * 5001, TooLong), ("\x00", NothingSaid)]
)
def test_a_comment_has_words_and_an_end(shelf, words, refusal):
    with pytest.raises(refusal):
        actions.comment(shelf.put(), by=make_member("noor"), words=words, at=NOON)
    assert not Comment.objects.exists()


def test_a_moment_after_the_end_is_refused_and_says_where_the_end_is(shelf):
    with pytest.raises(NotInIt, match=r"It ends at 1:30\."):
        actions.comment(
            shelf.put(duration_ms=90_000),
            by=make_member("noor"),
            words="Here",
            at=NOON,
            where=Where(from_ms=90_001),
        )


@pytest.mark.parametrize("blocker", ["writer", "maker"])
def test_who_blocked_each_other_do_not_comment_on_each_others_things(shelf, blocker):
    noor = make_member("noor")
    by, member = (noor, shelf.maker) if blocker == "writer" else (shelf.maker, noor)
    Block.objects.create(by=by, member=member, at=NOON)
    with pytest.raises(Apart):
        actions.comment(shelf.put(), by=noor, words="Hello", at=NOON)


@pytest.mark.parametrize("blocker", ["writer", "answered"])
def test_who_blocked_each_other_do_not_answer_each_other(shelf, blocker):
    noor, kofi = make_member("noor"), make_member("kofi")
    said = actions.comment(shelf.put(), by=noor, words="Keep it.", at=NOON)
    by, member = (kofi, noor) if blocker == "writer" else (noor, kofi)
    Block.objects.create(by=by, member=member, at=NOON)
    with pytest.raises(Apart):
        actions.answer(said, by=kofi, words="Why?", at=NOON)


def test_names_in_it_become_mentions(shelf):
    kofi, aiko = make_member("kofi"), make_member("愛子")
    said = actions.comment(shelf.put(), by=make_member("noor"), words="@Kofi and @愛子 and @nobody", at=NOON)
    assert set(Mention.objects.filter(comment=said).values_list("member", flat=True)) == {kofi.pk, aiko.pk}


def test_nobody_is_mentioned_who_is_not_here_or_has_blocked_the_writer(shelf):
    noor, kofi, ines = make_member("noor"), make_member("kofi"), make_member("ines")
    Suspension.objects.create(member=kofi, by=ines, reason="Threats.", at=NOON)
    Block.objects.create(by=ines, member=noor, at=NOON)
    actions.comment(shelf.put(), by=noor, words="@kofi @ines", at=NOON)
    assert not Mention.objects.exists()


def test_a_newcomer_takes_a_breath_after_twenty_comments_within_an_hour(shelf):
    noor, thread = make_member("noor"), shelf.put()
    for _ in range(20):
        actions.comment(thread, by=noor, words="And this!", at=NOON)
    with pytest.raises(TooMuch):
        actions.comment(thread, by=noor, words="And this!", at=NOON)
    actions.comment(thread, by=noor, words="And this!", at=NOON + dt.timedelta(hours=1))


def test_taking_comments_back_makes_no_room_for_more(shelf):
    noor, thread = make_member("noor"), shelf.put()
    for _ in range(20):
        said = actions.comment(thread, by=noor, words="And this!", at=NOON)
        actions.remove_comment(said, by=noor, at=NOON)
    with pytest.raises(TooMuch):
        actions.comment(thread, by=noor, words="And this!", at=NOON)


def test_a_newcomer_cannot_spread_a_link(shelf):
    noor, thread = make_member("noor"), shelf.put()
    for _ in range(4):
        actions.comment(thread, by=noor, words="https://cheap.example", at=NOON)
    with pytest.raises(TooMuch, match="many links"):
        actions.comment(thread, by=noor, words="https://cheap.example", at=NOON)
    actions.comment(thread, by=noor, words="Sorry.", at=NOON)

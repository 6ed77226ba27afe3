from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from manyhands.talk import actions
from manyhands.talk.models import Comment
from tests.make import NOON, make_member

HTMX = {"HX-Request": "true"}


def signed_in(member):
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def noor(db):
    return make_member("noor")


def test_a_comment_at_a_second_leads_back_to_where_it_stands(shelf, noor):
    thread = shelf.put(duration_ms=90_000)
    answer = signed_in(noor).post(f"/threads/{thread.pk}/comments", {"words": "Here!", "moment": "1:17"})
    said = Comment.objects.get()
    assert (said.words, said.from_ms, said.by) == ("Here!", 77_000, noor)
    assert answer.headers["Location"] == f"/about#comment-{said.pk}"


def test_a_comment_at_a_place_of_a_picture(shelf, noor):
    thread = shelf.put(has_places=True)
    signed_in(noor).post(f"/threads/{thread.pk}/comments", {"words": "There!", "x": "2500", "y": "10000"})
    said = Comment.objects.get()
    assert (said.x, said.y) == (2500, 10_000)


def test_sent_twice_it_is_said_once(shelf, noor):
    thread, client = shelf.put(), signed_in(noor)
    form = {"words": "Keep it.", "request_key": "a" * 32}
    first = client.post(f"/threads/{thread.pk}/comments", form)
    second = client.post(f"/threads/{thread.pk}/comments", form)
    assert Comment.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"words": "Here", "moment": "soon"}, "Write a time like 1:17."),
        ({"words": "Here", "moment": "2:00"}, "It ends at 1:30."),
        ({"words": "Here", "moment": "1:00", "until": "0:30"}, "A range ends after it begins."),
        ({"words": "https://a.example " * 13}, "may have 12 links"),
        ({"words": " "}, "Write a word or two first."),
    ],
)
def test_a_refusal_stands_beside_the_field_and_nothing_typed_is_lost(shelf, noor, form, error):
    thread = shelf.put(duration_ms=90_000)
    for headers in ({}, HTMX):
        answer = signed_in(noor).post(f"/threads/{thread.pk}/comments", form, headers=headers)
        assert answer.status_code == 422
        html = answer.content.decode()
        assert error in html
        assert form["words"].strip() in html
        assert form.get("moment", "") in html
    assert not Comment.objects.exists()


def test_htmx_gets_the_comment_for_the_end_of_the_list_and_an_empty_composer(shelf, noor):
    thread = shelf.put()
    answer = signed_in(noor).post(f"/threads/{thread.pk}/comments", {"words": "Keep it."}, headers=HTMX)
    html = answer.content.decode()
    said = Comment.objects.get()
    assert f'id="comment-{said.pk}"' in html
    assert f'<hx-partial data-hx-target="#comments-{thread.pk}"' in html
    assert "Keep it.</textarea>" not in html


def test_who_is_not_signed_in_is_asked_to(shelf):
    thread = shelf.put()
    answer = Client().post(f"/threads/{thread.pk}/comments", {"words": "Hello"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in")
    assert not Comment.objects.exists()


def test_a_hidden_thing_cannot_be_commented_on_by_guessing(shelf, noor):
    thread = shelf.put()
    shelf.hide(thread)
    assert signed_in(noor).post(f"/threads/{thread.pk}/comments", {"words": "Hi"}).status_code == 404
    assert signed_in(noor).post("/threads/999999/comments", {"words": "Hi"}).status_code == 404


def test_an_answer_has_a_page_and_stands_below(shelf, noor):
    said = actions.comment(shelf.put(), by=noor, words="Keep it.", at=NOON)
    client = signed_in(make_member("kofi"))
    assert "Answer Noor" in client.get(f"/comments/{said.pk}/answer").content.decode()
    client.post(f"/comments/{said.pk}/answer", {"words": "Why?"})
    assert [reply.words for reply in said.replies.all()] == ["Why?"]


def test_an_answer_to_an_answer_begins_with_a_name(shelf, noor):
    said = actions.comment(shelf.put(), by=noor, words="Keep it.", at=NOON)
    reply = actions.answer(said, by=make_member("kofi"), words="Why?", at=NOON)
    html = signed_in(noor).get(f"/comments/{reply.pk}/answer").content.decode()
    assert "@kofi </textarea>" in html


def test_its_writer_changes_it_and_others_find_no_form(shelf, noor):
    said = actions.comment(shelf.put(), by=noor, words="Keep it.", at=NOON)
    writer = signed_in(noor)
    assert "Keep it.</textarea>" in writer.get(f"/comments/{said.pk}/edit").content.decode()
    writer.post(f"/comments/{said.pk}/edit", {"words": "Keep all of it."})
    for other in (shelf.maker, make_member("kofi")):
        assert signed_in(other).get(f"/comments/{said.pk}/edit").status_code == 404
        assert signed_in(other).post(f"/comments/{said.pk}/edit", {"words": "No."}).status_code == 404
    said.refresh_from_db()
    assert said.words == "Keep all of it."
    assert "edited" in writer.get(f"/threads/{said.thread_id}").content.decode()


def test_its_writer_takes_it_back_after_a_question_and_others_cannot(shelf, noor):
    said = actions.comment(shelf.put(), by=noor, words="Keep it.", at=NOON)
    for other in (shelf.maker, make_member("kofi")):
        assert signed_in(other).post(f"/comments/{said.pk}/remove").status_code == 404
    writer = signed_in(noor)
    assert "Take this comment back?" in writer.get(f"/comments/{said.pk}/remove").content.decode()
    assert Comment.objects.standing().exists()
    assert writer.post(f"/comments/{said.pk}/remove").headers["Location"] == "/about#talk"
    assert not Comment.objects.standing().exists()


def test_a_heart_is_given_and_taken_back_by_its_button(shelf, noor):
    thread, client = shelf.put(), signed_in(noor)
    assert client.post(f"/threads/{thread.pk}/heart").headers["Location"] == "/about"
    html = client.post(f"/threads/{thread.pk}/heart", headers=HTMX).content.decode()
    assert 'aria-pressed="true"' in html
    html = client.post(f"/threads/{thread.pk}/heart/back", headers=HTMX).content.decode()
    assert 'aria-pressed="false"' in html
    thread.refresh_from_db()
    assert thread.hearts_count == 0


def test_only_a_press_gives_a_heart_not_a_visit(shelf, noor):
    assert signed_in(noor).get(f"/threads/{shelf.put().pk}/heart").status_code == 405


def test_nothing_is_said_without_the_forms_own_token(shelf, noor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(noor)
    assert client.post(f"/threads/{shelf.put().pk}/comments", {"words": "Hi"}).status_code == 403


def test_a_newcomer_is_asked_to_wait(shelf):
    newcomer = make_member("newcomer")
    newcomer.joined_at = dt.datetime.now(dt.UTC)
    newcomer.save()
    thread, client = shelf.put(), signed_in(newcomer)
    for _ in range(20):
        client.post(f"/threads/{thread.pk}/comments", {"words": "And this!"})
    answer = client.post(f"/threads/{thread.pk}/comments", {"words": "And this!"})
    assert "Take a breath" in answer.content.decode()
    assert Comment.objects.count() == 20

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.html import escape

from manyhands.media.models import Portrait
from manyhands.people.models import Block
from manyhands.talk import actions
from manyhands.talk.rules import Where
from tests.make import NOON, make_blob, make_comment, make_member


@pytest.fixture
def noor(db):
    return make_member("noor")


def page(thread, viewer=None, **query):
    client = Client()
    if viewer:
        client.force_login(viewer)
    return client.get(f"/threads/{thread.pk}", query)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_everybody_reads_what_was_said_in_order(shelf, noor):
    thread = shelf.put()
    for words in ("First.", "Second."):
        actions.comment(thread, by=noor, words=words, at=NOON)
    html = text(page(thread))
    assert html.index("First.") < html.index("Second.")
    assert "2 comments" in html
    assert "Sign in to say something" in html


def test_a_moment_is_a_link_that_the_player_follows(shelf, noor):
    thread = shelf.put(duration_ms=90_000)
    actions.comment(thread, by=noor, words="Here", at=NOON, where=Where(from_ms=77_000))
    assert 'data-seek="77000">1:17</a>' in text(page(thread))


def test_a_hidden_thing_has_no_thread_for_strangers(shelf, noor):
    thread = shelf.put()
    said = actions.comment(thread, by=noor, words="Keep it.", at=NOON)
    shelf.hide(thread)
    for address in (f"/threads/{thread.pk}", f"/comments/{said.pk}", f"/comments/{said.pk}/answers"):
        assert Client().get(address).status_code == 404
    assert page(thread, noor).status_code == 404
    assert page(thread, shelf.maker).status_code == 200


def test_the_words_of_somebody_blocked_are_folded_away_but_answers_to_them_stay(shelf, noor):
    thread, kofi = shelf.put(), make_member("kofi")
    said = actions.comment(thread, by=kofi, words="You again!", at=NOON)
    actions.answer(said, by=shelf.maker, words="Please, Kofi.", at=NOON)
    Block.objects.create(by=noor, member=kofi, at=NOON)
    html = text(page(thread, noor))
    assert "You again!" not in html
    assert "Somebody whom you block wrote here." in html
    assert "Please, Kofi." in html


def test_a_held_comment_is_seen_by_its_writer_with_the_reason_and_by_nobody_else(shelf, noor):
    thread = shelf.put()
    said = actions.comment(thread, by=noor, words="You fool.", at=NOON)
    actions.hold_comment(said, by=make_member("mod"), reason="It insults.", at=NOON)
    assert "It insults." in text(page(thread, noor))
    for viewer in (None, shelf.maker):
        html = text(page(thread, viewer))
        assert "You fool." not in html
        assert "It insults." not in html


def test_a_comment_that_was_taken_back_leaves_a_mark_only_where_it_was_answered(shelf, noor):
    thread = shelf.put()
    alone = actions.comment(thread, by=noor, words="Alone.", at=NOON)
    answered = actions.comment(thread, by=noor, words="Answered.", at=NOON)
    actions.answer(answered, by=shelf.maker, words="I see.", at=NOON)
    for said in (alone, answered):
        actions.remove_comment(said, by=noor, at=NOON)
    html = text(page(thread))
    assert html.count("A comment stood here.") == 1
    assert "I see." in html
    assert "Alone." not in html
    assert "Answered." not in html


def test_everybody_has_a_portrait_beside_their_words_or_else_an_initial(shelf, noor):
    thread, kofi = shelf.put(), make_member("kofi")
    portrait = Portrait.objects.create(member=kofi, blob=make_blob(), at=NOON)
    top = actions.comment(thread, by=noor, words="Keep it.", at=NOON)
    actions.answer(top, by=kofi, words="I will.", at=NOON)
    html = text(page(thread))
    assert html.count(f'<img src="/media/{portrait.blob.sha256}/') == 1
    assert re.search(r'<span class="avatar[^"]*" aria-hidden="true">\s*N\s*</span>', html)


def test_a_long_thread_is_read_page_by_page_from_its_end(shelf, noor):
    thread = shelf.put()
    said = [make_comment(thread, noor, f"number {n} of it") for n in range(45)]
    html = text(page(thread))
    assert "number 44 of it" in html
    assert "number 24 of it" not in html
    html = text(page(thread, before=said[25].pk))
    assert "number 24 of it" in html
    assert "number 5 of it" in html
    assert "number 25 of it" not in html
    assert "Back to the newest comments" in html
    assert "Earlier comments" not in text(page(thread, before=said[5].pk))


def test_htmx_gets_the_comments_alone(shelf, noor):
    thread = shelf.put()
    actions.comment(thread, by=noor, words="Keep it.", at=NOON)
    response = Client().get(f"/threads/{thread.pk}", headers={"HX-Request": "true"})
    assert "<html" not in text(response)
    assert "Keep it." in text(response)
    assert "HX-Request" in response.headers["Vary"]


def test_an_old_comment_is_found_by_its_lasting_address(shelf, noor):
    thread = shelf.put()
    said = [make_comment(thread, noor, f"number {n} of it") for n in range(45)]
    client = Client()
    assert client.get(f"/comments/{said[44].pk}").headers["Location"] == f"/about#comment-{said[44].pk}"
    address = client.get(f"/comments/{said[3].pk}").headers["Location"]
    assert address.endswith(f"#comment-{said[3].pk}")
    assert f'id="comment-{said[3].pk}"' in text(client.get(address))


def test_many_answers_are_folded_to_the_newest_and_the_rest_is_a_page(shelf, noor):
    thread = shelf.put()
    top = make_comment(thread, noor)
    for n in range(25):
        make_comment(thread, noor, f"answer {n} of it", answers=top)
    html = text(page(thread))
    assert "5 earlier answers" in html
    assert "answer 5 of it" in html
    assert "answer 4 of it" not in html
    html = text(Client().get(f"/comments/{top.pk}/answers"))
    assert "answer 24 of it" in html
    assert "Earlier answers" in html


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 30, "0"])
def test_a_nonsense_place_still_opens(shelf, before):
    assert page(shelf.put(), before=before).status_code == 200


def test_markup_in_words_stays_words(shelf, noor):
    thread = shelf.put()
    actions.comment(thread, by=noor, words="<script>alert(1)</script>", at=NOON)
    html = text(page(thread))
    assert escape("<script>alert(1)</script>") in html
    assert "<script>alert" not in html


def test_a_page_asks_as_often_however_much_was_said(shelf, noor, django_assert_max_num_queries):
    thread = shelf.put(duration_ms=90_000)
    client = Client()
    client.force_login(noor)
    client.get(f"/threads/{thread.pk}")
    for n in range(5):
        top = actions.comment(thread, by=make_member(), words="@noor", at=NOON, where=Where(from_ms=n))
        actions.answer(top, by=noor, words=f"@{top.by.handle} 0:01", at=NOON)
    # session, member, company, thread, its owner (works, collections); comments, answers, counts; who sees
    # what, portraits, mentions, edits, holds, blocks; heart, marks
    with django_assert_max_num_queries(19):
        client.get(f"/threads/{thread.pk}")

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from manyhands.core.errors import AlreadyDone, NotThere
from manyhands.talk import actions
from manyhands.talk.models import Comment, Heart, Thread
from tests.make import NOON, make_member


def test_totals_that_are_right_stay(shelf):
    thread, noor = shelf.put(), make_member("noor")
    actions.give_heart(thread, by=noor, at=NOON)
    actions.comment(thread, by=noor, words="Keep it.", at=NOON)
    assert actions.recount([thread.pk]) == []


def test_totals_that_are_wrong_are_named_and_set_right(shelf):
    thread = shelf.put()
    Thread.objects.filter(pk=thread.pk).update(hearts_count=7, comments_count=3)
    assert actions.recount([thread.pk]) == [thread.pk]
    thread.refresh_from_db()
    assert (thread.hearts_count, thread.comments_count) == (0, 0)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_totals_are_exact_while_many_hands_act_at_once(shelf):
    thread = shelf.put()
    members = [make_member() for _ in range(8)]
    moderator = make_member()

    def act(number: int) -> list[int]:
        dice, member = random.Random(number), members[number % len(members)]
        try:
            for _ in range(6):
                one_act(dice, thread, member, moderator)
            return actions.recount([thread.pk])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        wrong = list(pool.map(act, range(16)))
    assert wrong == [[]] * 16
    thread.refresh_from_db()
    assert thread.hearts_count == Heart.objects.count()
    assert thread.comments_count == Comment.objects.standing().count()


def one_act(dice, thread, member, moderator):
    verb = dice.choice(["give", "take", "comment", "remove", "hold", "lift"])
    said = Comment.objects.order_by("?").first()
    try:
        if verb == "give":
            actions.give_heart(thread, by=member, at=NOON)
        elif verb == "take":
            actions.take_heart_back(thread, by=member, at=NOON)
        elif verb == "comment" or said is None:
            actions.comment(thread, by=member, words="Keep it.", at=NOON)
        elif verb == "remove":
            actions.remove_comment(said, by=said.by, at=NOON)
        elif verb == "hold":
            actions.hold_comment(said, by=moderator, reason="An insult.", at=NOON)
        else:
            actions.lift_comment_hold(said, by=moderator, at=NOON)
    except (AlreadyDone, NotThere):
        return  # somebody was faster: that is what this test is about

from __future__ import annotations

import pytest

from manyhands.people.actions import close_account
from manyhands.people.models import Closure
from manyhands.talk import actions
from manyhands.talk.models import Comment, CommentEdit, Heart
from tests.jobs import run_jobs
from tests.make import NOON, make_member


@pytest.mark.parametrize("works", Closure.Works)
def test_what_a_person_said_goes_or_stays_as_the_works_do(shelf, works):
    thread, noor = shelf.put(), make_member("noor")
    actions.give_heart(thread, by=noor, at=NOON)
    kept = actions.comment(thread, by=noor, words="Kepe it.", at=NOON)
    actions.edit_comment(kept, by=noor, words="Keep it.", at=NOON)
    gone = actions.comment(thread, by=noor, words="My street is 5 Mill Lane.", at=NOON)
    actions.remove_comment(gone, by=noor, at=NOON)
    close_account(noor, works=works, at=NOON)
    run_jobs("fast")
    thread.refresh_from_db()
    kept.refresh_from_db()
    stays = works == Closure.Works.STAY
    assert kept.words == ("Keep it." if stays else "–")
    assert thread.comments_count == Comment.objects.standing().count() == int(stays)
    assert thread.hearts_count == Heart.objects.count() == int(stays)
    assert Comment.objects.get(pk=gone.pk).words == "–"
    assert not CommentEdit.objects.exists()


def test_the_nightly_recount_looks_at_every_thread(shelf):
    threads = [shelf.put() for _ in range(3)]
    threads[2].hearts_count = 7
    threads[2].save()
    actions.recount_nightly()
    run_jobs("fast")
    threads[2].refresh_from_db()
    assert threads[2].hearts_count == 0

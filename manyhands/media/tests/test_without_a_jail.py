"""A machine without a jail keeps what is uploaded, opens none of it, says so, and catches up later."""

from __future__ import annotations

import pytest

from manyhands.media import actions
from manyhands.media.actions.processing import take_up_again
from manyhands.media.models import Processing, Rendition
from manyhands.media.refusals import Refusal, sentence
from manyhands.media.store.current import store
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_jail(monkeypatch):
    monkeypatch.setenv("MANYHANDS_JAIL", "none")


def upload(name: str) -> Processing:
    made = actions.ingest_file(sample(name), name=name, member=make_member(), at=NOON)
    run_jobs("media")
    return Processing.objects.get(blob=made.blob)


@pytest.mark.parametrize("name", ["tone.wav", "clip-h264.mp4", "drawing.png"])
def test_nothing_is_opened_and_its_owner_reads_why(no_jail, name):
    row = upload(name)
    assert (row.state, row.reason_code) == ("failed", "no_jail")
    assert "nothing here can open it safely" in sentence(Refusal(row.reason_code), name=name)
    assert "bubblewrap" in row.log
    assert not Rendition.objects.exists()
    assert store().exists(row.blob.sha256)


def test_texts_and_attachments_need_none(no_jail):
    assert upload("story.md").state == "ready"


@pytest.mark.slow
def test_once_there_is_one_it_is_taken_up_again_by_itself(no_jail, monkeypatch):
    row = upload("drawing.png")
    assert take_up_again(at=NOON) == 0
    monkeypatch.delenv("MANYHANDS_JAIL")
    assert take_up_again(at=NOON) == 1
    run_jobs("media")
    row.refresh_from_db()
    assert (row.state, row.reason_code) == ("ready", "")
    assert take_up_again(at=NOON) == 0

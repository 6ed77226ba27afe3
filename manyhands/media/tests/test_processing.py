"""From stored bytes to something that plays, whatever happens on the way."""

from __future__ import annotations

import os

import pytest
from django.conf import settings

from manyhands.core.errors import NotThere
from manyhands.core.jobs import Parked
from manyhands.core.models import EventRow
from manyhands.media import actions
from manyhands.media.actions.attempt import Superseded, begin_attempt
from manyhands.media.actions.processing import NothingToRetry, set_aside
from manyhands.media.ladder import Made, Output
from manyhands.media.models import Processing, ProcessingState, Rendition, Upload
from manyhands.media.refusals import Refusal, sentence
from manyhands.media.scratch import scratch, sweep_scratch
from manyhands.media.store.current import store
from manyhands.people.models import Member
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


def ingest(name: str, member: Member) -> Upload:
    return actions.ingest_file(sample(name), name=name, member=member, at=NOON)


def ingest_bytes(data: bytes, member: Member, tmp_path, name: str = "file") -> Upload:
    path = tmp_path / name
    path.write_bytes(data)
    return actions.ingest_file(path, name=name, member=member, at=NOON)


def half_a_sound() -> bytes:
    whole = sample("tone.flac").read_bytes()
    return whole[: len(whole) // 2]


def processing() -> Processing:
    return Processing.objects.get()


def test_a_sound_is_read_back_and_looked_into(ana):
    upload = ingest("tone.wav", ana)
    assert processing().state == ProcessingState.WAITING
    run_jobs("media")
    row = processing()
    assert (row.state, row.kind, row.media_type, row.attempt) == ("ready", "audio", "audio/wav", 1)
    assert row.duration_ms == pytest.approx(2000, abs=5)
    assert list(EventRow.objects.filter(kind="blob.ready").values_list("data__blob_id", flat=True)) == [
        upload.blob_id
    ]


def test_anything_else_is_an_attachment_and_ready_at_once(ana, tmp_path):
    ingest_bytes(os.urandom(1000), ana, tmp_path)
    run_jobs("media")
    assert (processing().state, processing().kind) == ("ready", "attachment")


def test_what_is_refused_says_why_and_is_not_tried_again(ana, tmp_path):
    ingest_bytes(half_a_sound(), ana, tmp_path, "half.flac")
    assert run_jobs("media") == 1
    row = processing()
    assert row.state == ProcessingState.FAILED
    assert "half.flac" in sentence(Refusal(row.reason_code, row.reason_values), name="half.flac")
    assert row.log
    assert EventRow.objects.filter(kind="blob.failed").exists()
    assert run_jobs("media") == 0


@pytest.mark.slow
def test_the_same_bytes_twice_are_one_blob_prepared_once(ana):
    first, second = ingest("tone.wav", ana), ingest("tone.wav", make_member("kofi"))
    assert first.blob == second.blob
    assert run_jobs("media") == 1


@pytest.mark.slow
def test_damaged_bytes_are_set_aside_and_the_next_upload_of_them_heals(ana):
    upload = ingest("tone.wav", ana)
    assert upload.blob
    path = store().path_of(upload.blob.sha256)
    assert path
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.seek(1000)
        file.write(b"\x00\x01\x02")
    run_jobs("media")
    assert (processing().state, processing().reason_code) == ("failed", "damaged_here")
    assert not store().exists(upload.blob.sha256)

    ingest("tone.wav", ana)
    run_jobs("media")
    assert (processing().state, processing().reason_code) == ("ready", "")


def test_the_owner_tries_again_and_a_stranger_cannot(ana, tmp_path):
    upload = ingest_bytes(half_a_sound(), ana, tmp_path, "half.flac")
    assert upload.blob
    run_jobs("media")
    with pytest.raises(NotThere):
        actions.retry_processing(upload.blob, by=make_member("stranger"), at=NOON)
    actions.retry_processing(upload.blob, by=ana, at=NOON)
    assert (processing().state, processing().reason_code) == ("waiting", "")
    with pytest.raises(NothingToRetry):
        actions.retry_processing(upload.blob, by=ana, at=NOON)
    assert run_jobs("media") == 1
    assert (processing().state, processing().attempt) == ("failed", 2)


@pytest.mark.slow
def test_what_may_pass_is_tried_again_and_seen_waiting(ana):
    upload = ingest("tone.wav", ana)
    assert upload.blob
    store_folder = settings.DATA_DIR / "scratch"
    store_folder.mkdir(exist_ok=True)
    aside = store_folder.rename(settings.DATA_DIR / "scratch-aside")
    store_folder.write_text("in the way")
    try:
        with pytest.raises(OSError, match="scratch"):
            actions.prepare(blob_id=upload.blob.pk)
    finally:
        store_folder.unlink()
        aside.rename(store_folder)
    assert (processing().state, processing().reason_code) == ("waiting", "")
    assert "scratch" in processing().log
    run_jobs("media")
    assert processing().state == ProcessingState.READY


@pytest.mark.parametrize(("crashed", "code"), [(True, "stopped_the_program"), (False, "given_up")])
def test_a_job_that_is_given_up_tells_the_owner_what_to_do(ana, crashed, code):
    upload = ingest("tone.wav", ana)
    assert upload.blob
    begin_attempt(upload.blob.pk)
    set_aside(Parked(attempts=3, crashed=crashed, error="OSError: it went"), blob_id=upload.blob.pk)
    row = processing()
    assert (row.state, row.reason_code, row.reason_values["attempts"]) == ("failed", code, 3)
    said = sentence(Refusal(row.reason_code, row.reason_values), name="tone.wav")
    assert "tone.wav" in said
    assert "export" in said.lower()


def test_a_zombies_results_are_refused(ana, tmp_path):
    upload = ingest("tone.wav", ana)
    assert upload.blob
    zombie, successor = begin_attempt(upload.blob.pk), begin_attempt(upload.blob.pk)
    assert zombie
    assert successor
    made = tmp_path / "made"
    made.write_bytes(b"old result")
    with pytest.raises(Superseded):
        zombie.publish(Made(((Output("aac-160", "made", "audio/mp4"), made),)))
    with pytest.raises(Superseded):
        zombie.finish()
    with pytest.raises(Superseded):
        zombie.refuse(Refusal("empty"))
    assert not Rendition.objects.exists()
    successor.finish()
    assert processing().state == ProcessingState.READY


def test_a_step_appears_whole_once_and_says_when_it_is_the_first(ana, tmp_path):
    upload = ingest("tone.wav", ana)
    assert upload.blob
    attempt = begin_attempt(upload.blob.pk)
    assert attempt
    for number, profiles in enumerate([("aac-160",), ("peaks", "peaks-fine"), ("aac-160",)]):
        files = []
        for profile in profiles:
            path = tmp_path / f"{profile}-{number}"
            path.write_bytes(profile.encode())
            files.append((Output(profile, path.name, "audio/mp4", duration_ms=2000), path))
        attempt.publish(Made(tuple(files), {"shape": "00ff"}))
    assert set(Rendition.objects.values_list("profile", flat=True)) == {"aac-160", "peaks", "peaks-fine"}
    assert b"".join(store().read(Rendition.objects.get(profile="peaks").output.sha256)) == b"peaks"
    assert processing().shape == "00ff"
    assert EventRow.objects.filter(kind="blob.playable").count() == 1
    assert attempt.has(("peaks", "peaks-fine"))
    assert not attempt.has(("peaks", "webp-480"))
    assert not attempt.has(())


@pytest.mark.slow
def test_two_hundred_files_of_one_do_not_make_another_wait(ana, tmp_path):
    """By the real jobs, on small texts: the other's file is ready before the first one's fifth."""
    for number in range(200):
        ingest_bytes(f"Line {number} of many.".encode(), ana, tmp_path)
    kofis = ingest_bytes(b"The only one of mine.", make_member("kofi"), tmp_path)
    assert run_jobs("media") == 201
    ready = EventRow.objects.filter(kind="blob.ready").order_by("pk").values_list("data__blob_id", flat=True)
    assert list(ready).index(kofis.blob_id) < 4
    assert Processing.objects.filter(state=ProcessingState.READY).count() == 201


def test_what_a_killed_worker_left_is_swept_and_what_is_in_use_is_not():
    with scratch("test") as mine:
        left = mine.with_name("prepare-left")
        left.mkdir()
        (left / "half").write_bytes(b"half")
        assert sweep_scratch() == 1
        assert mine.exists()
        assert not left.exists()
    assert not mine.exists()

"""Works that were prepared with an older ladder get what is missing, and nobody waits for it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from manyhands.core.jobs import Parked
from manyhands.core.models import EventRow
from manyhands.media import actions
from manyhands.media.actions.completing import (
    WAITING,
    GaveWay,
    begin_completion,
    complete_some,
    leave_as_it_is,
)
from manyhands.media.ladder import EDITION
from manyhands.media.models import Blob, BlobDenial, Processing, Rendition
from manyhands.media.queries import behind_the_ladder
from manyhands.media.scratch import sweep_scratch
from manyhands.media.store.current import store
from tests.jobs import run_jobs, wait_for, worker
from tests.make import NOON, make_member
from tests.media_samples import sample

JOBS = "manyhands.media.actions.completing"
NEWER = ("h264-240", "h264-360", "hls", "scrub", "scrub-table", "opus-128", "avif-480", "avif-1200")
Row = tuple[str, int, int]


def prepared_before(name: str) -> Processing:
    """A file as an older version of the ladder left it."""
    upload = actions.ingest_file(sample(name), name=name, member=make_member(), at=NOON)
    run_jobs("media")
    Rendition.objects.filter(source=upload.blob, profile__in=NEWER).delete()
    Processing.objects.filter(blob=upload.blob).update(edition="")
    return Processing.objects.get(blob=upload.blob)


def rows_of(processing: Processing) -> set[Row]:
    found = Rendition.objects.filter(source=processing.blob_id)
    return set(found.values_list("profile", "pk", "output_id"))


def public(processing: Processing) -> dict[str, Any]:
    """What is told of a file, to anyone or to its owner."""
    fields = "state", "progress", "step", "reason_code", "shape", "loudness_clufs", "duration_ms", "report"
    row = Processing.objects.get(pk=processing.pk)
    return {field: getattr(row, field) for field in fields}


def waiting() -> int:
    return ProcrastinateJob.objects.filter(status="todo", task_name__contains="complete_later").count()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["uneven.mp4", "tone.flac", "drawing.png"])
def test_what_is_missing_is_made_and_what_is_there_stays(name):
    row = prepared_before(name)
    before, told = rows_of(row), public(row)
    assert complete_some() == 1
    assert complete_some() == 0, "asked twice is asked once"
    assert waiting() == 1
    run_jobs("media")
    after = rows_of(row)
    assert before < after
    missing = {profile for profile, _pk, _output in after - before}
    assert missing
    assert missing <= set(NEWER)
    if name == "uneven.mp4":
        assert missing == {"h264-240", "h264-360", "hls", "scrub", "scrub-table"}
    assert public(row) == told
    assert EventRow.objects.filter(kind="blob.ready").count() == 1, "it is no news"
    assert not behind_the_ladder().exists()
    assert (complete_some(), sweep_scratch()) == (0, 0)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_file_of_which_it_cannot_be_made_stays_as_it_is():
    unreadable, gone = prepared_before("tone.flac"), prepared_before("drawing.png")
    Processing.objects.filter(pk=unreadable.pk).update(
        report={**(unreadable.report or {}), "container": "wav"}
    )
    store().set_aside(gone.blob.sha256)
    before = [(rows_of(row), public(row)) for row in (unreadable, gone)]
    assert complete_some() == 2
    run_jobs("media")
    assert [(rows_of(row), public(row)) for row in (unreadable, gone)] == before
    assert "opus: left out" in Processing.objects.get(pk=unreadable.pk).log
    assert not behind_the_ladder().exists(), "it is not tried for ever"


@pytest.mark.slow
@pytest.mark.django_db
def test_ten_thousand_old_files_do_not_flood_the_queue():
    row = _old_row()
    blobs = Blob.objects.bulk_create(Blob(sha256=f"{n:064x}", size=1, at=NOON) for n in range(10_000))
    said = {"state": "ready", "kind": "image", "at": NOON, "changed_at": NOON}
    Processing.objects.bulk_create(Processing(blob=blob, report=row.report, **said) for blob in blobs)
    whole = Blob.objects.create(sha256="ab" * 32, size=1, at=NOON)
    Processing.objects.create(blob=whole, **said)
    assert behind_the_ladder().count() == 10_002
    began = time.monotonic()
    assert [complete_some() for _turn in range(3)] == [WAITING, 0, 0]
    assert time.monotonic() - began < 3
    assert waiting() == WAITING
    assert behind_the_ladder().count() == 10_001, "one that lacks nothing is done without a job"


@pytest.mark.django_db
def test_what_somebody_waits_for_comes_first():
    old = _old_row()
    assert complete_some() == 1
    calm, hasty = begin_completion(old.blob_id), begin_completion(old.blob_id, may_give_way=False)
    assert calm is not None
    assert hasty is not None
    calm._looked_at = hasty._looked_at = time.monotonic() - 60
    calm.tell("completing", 500)
    actions.ingest_file(sample("story.txt"), name="story.txt", member=make_member(), at=NOON)
    first = ProcrastinateJob.objects.filter(status="todo", queue_name="media").order_by("-priority", "pk")[0]
    assert first.task_name.endswith("prepare_later")
    calm._looked_at = time.monotonic() - 60
    with pytest.raises(GaveWay):
        calm.tell("completing", 500)
    hasty.tell("completing", 500)
    assert Processing.objects.get(pk=old.pk).progress == old.progress


@pytest.mark.django_db
def test_one_that_kills_its_workers_is_left_as_it_is():
    old = _old_row()
    told = public(old)
    leave_as_it_is(Parked(3, crashed=True), blob_id=old.blob_id)
    assert public(old) == told
    row = Processing.objects.get(pk=old.pk)
    assert (row.edition, "after 3 attempts" in row.log) == (EDITION, True)


@pytest.mark.django_db
def test_nothing_is_made_of_what_was_taken_down():
    BlobDenial.objects.create(blob=_old_row().blob, reason="hold 1", at=NOON)
    assert (behind_the_ladder().count(), complete_some()) == (0, 0)


def _old_row() -> Processing:
    """A picture that was prepared before, by its rows alone."""
    blob = Blob.objects.create(sha256="cd" * 32, size=1, at=NOON)
    still = {
        "width": 640, "height": 480, "frames": 1, "has_alpha": False, "is_turned": False, "colours": "none",
    }  # fmt: skip
    report = {"kind": "image", "container": "png", "mime": "image/png", "size": 1, "still": still}
    return Processing.objects.create(
        blob=blob, state="ready", kind="image", report=report, progress=1000, at=NOON, changed_at=NOON
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_meanwhile_costs_nothing(tmp_path):
    """What it had finished stays, the film stays ready, and the next worker goes on."""
    sweep_scratch()
    row = prepared_before("uneven.mp4")
    before, told = rows_of(row), public(row)
    complete_some()
    with worker(JOBS, "media", seats=tmp_path) as first:
        wait_for(lambda: Rendition.objects.filter(profile="scrub-table").exists(), seconds=300)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert public(row) == told
    kept = rows_of(row)
    assert {profile for profile, _pk, _output in kept - before} == {"scrub", "scrub-table"}
    with worker(JOBS, "media", seats=tmp_path):
        wait_for(lambda: not behind_the_ladder().exists(), seconds=300)
    assert kept < rows_of(row)
    assert public(row) == told
    assert set(NEWER[:5]) <= {profile for profile, _pk, _output in rows_of(row)}


@pytest.mark.slow
def test_every_worker_knows_of_it():
    """A job is known by being imported when the company starts."""
    script = "import django; django.setup(); from procrastinate.contrib.django import app; print(*app.tasks)"
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], check=True, capture_output=True, text=True, timeout=60
    )
    assert f"{JOBS}.complete_later" in found.stdout
    assert f"{JOBS}.complete_some_later" in found.stdout

"""Workers as real processes: killed, stopped, asleep for too long."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from manyhands.core.models import Company
from manyhands.core.tests import sample_jobs
from tests.jobs import wait_for, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SAMPLES = "manyhands.core.tests.sample_jobs"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "said"
    path.touch()
    return path


def said(file):
    return file.read_text().splitlines()


def is_running(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def test_a_worker_fails_twice_then_parks_and_says_why(file, tmp_path, monkeypatch):
    sample_jobs.fail_later.defer(path=str(file))
    with worker(SAMPLES, "fast", seats=tmp_path):
        wait_for(lambda: "failing 2" in said(file))
        wait_for(lambda: len(said(file)) == 3)
    assert said(file)[-1] == "parked after 2, crashed: False, ValueError: as always"


def test_a_job_of_a_killed_worker_is_done_once_by_another(file, tmp_path):
    job_id = sample_jobs.work_long_later.defer(path=str(file))
    with worker(SAMPLES, "media", seats=tmp_path / "a") as first:
        wait_for(lambda: len(said(file)) == 2)
        first.kill()
        first.wait()
        with worker(SAMPLES, "media", seats=tmp_path / "b"):
            wait_for(lambda: not ProcrastinateJob.objects.filter(pk=job_id).exists())
    assert [line for line in said(file) if "child" not in line] == [
        "beginning 1",
        "beginning 2",
        "finished 2",
    ]


def test_a_job_that_kills_its_worker_is_parked_and_stops_nobody(file, tmp_path):
    job_id = sample_jobs.kill_later.defer(path=str(file))
    for _attempt in range(3):
        with worker(SAMPLES, "media", seats=tmp_path) as victim:
            assert victim.wait(timeout=30) == -signal.SIGKILL
    sample_jobs.work_long_later.defer(path=str(file))
    with worker(SAMPLES, "media", seats=tmp_path):
        wait_for(lambda: "beginning 1" in said(file))
        wait_for(lambda: ProcrastinateJob.objects.get(pk=job_id).status == "failed")
    assert said(file)[:3] == ["killing 1", "killing 2", "killing 3"]
    assert "parked after 3, crashed: True" in said(file)


def test_a_worker_that_slept_through_its_rescue_writes_nothing(file, tmp_path):
    job_id = sample_jobs.write_slowly_later.defer(path=str(file))
    with worker(SAMPLES, "media", seats=tmp_path / "a") as sleeper:
        wait_for(lambda: said(file) == ["beginning 1"])
        sleeper.send_signal(signal.SIGSTOP)
        with worker(SAMPLES, "media", seats=tmp_path / "b"):
            wait_for(lambda: "written by 2" in said(file))
            sleeper.send_signal(signal.SIGCONT)
            time.sleep(9)
    assert "written by 1" not in said(file)
    assert Company.objects.get().name == "written by 2"
    assert not ProcrastinateJob.objects.filter(pk=job_id).exists()


def test_a_stopped_worker_ends_at_once_with_what_it_started_and_the_job_begins_anew(file, tmp_path):
    job_id = sample_jobs.work_long_later.defer(path=str(file))
    with worker(SAMPLES, "media", seats=tmp_path, heartbeat=5) as process:
        wait_for(lambda: len(said(file)) == 2)
        child = int(said(file)[1].split()[1])
        before = time.monotonic()
        process.terminate()
        assert process.wait(timeout=10) == 0
        assert time.monotonic() - before < 4
    wait_for(lambda: not is_running(child), seconds=2)
    job = ProcrastinateJob.objects.get(pk=job_id)
    assert (job.status, job.attempts) == ("todo", 0)  # a restart is not the file's fault


def test_a_lane_started_again_takes_over_without_waiting_for_heartbeats(file, tmp_path, monkeypatch):
    job_id = sample_jobs.work_long_later.defer(path=str(file))
    with worker(SAMPLES, "media", seats=tmp_path) as first:
        wait_for(lambda: len(said(file)) == 2)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    from manyhands.core.jobs import rescue, seat

    assert rescue.rescue(dead_after=3600) == 0  # for all that the others know, it may live
    with seat.taken(tmp_path, "media"):
        assert rescue.rescue(dead_after=3600) == 1
    assert ProcrastinateJob.objects.get(pk=job_id).attempts == 1

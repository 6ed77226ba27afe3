"""Jobs: enqueued with the change they belong to, fair to everybody, given up with a word to their room."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from manyhands.core.jobs import Parked, rescue
from manyhands.core.jobs.later import CRASHES
from manyhands.core.tests import sample_jobs
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    return tmp_path / "said"


def waiting():
    return list(
        ProcrastinateJob.objects.filter(status="todo")
        .order_by("-priority", "pk")
        .values_list("args", flat=True)
    )


def test_a_job_is_lost_together_with_the_change_that_asked_for_it(file):
    with transaction.atomic():
        sample_jobs.speak_later.defer(path=str(file), words="hello")
        transaction.set_rollback(True)
    assert run_jobs() == 0


def test_jobs_run_in_order_and_may_be_called_directly(file):
    sample_jobs.speak_later.defer(path=str(file), words="second")
    sample_jobs.speak_later(path=str(file), words="first")
    assert run_jobs() == 1
    assert file.read_text() == "first\nsecond\n"


def test_one_member_with_two_hundred_jobs_does_not_make_another_wait(file):
    for number in range(200):
        sample_jobs.speak_later.defer_fairly(owner=1, path=str(file), words=f"one {number}")
    sample_jobs.speak_later.defer_fairly(owner=2, path=str(file), words="two")
    assert [job["words"] for job in waiting()[:3]] == ["one 0", "two", "one 1"]


def test_the_owner_of_a_job_is_not_among_its_arguments(file):
    sample_jobs.speak_later.defer_fairly(owner=1, path=str(file), words="hello")
    assert run_jobs() == 1
    assert file.read_text() == "hello\n"


def test_a_job_with_a_key_waits_only_once(file):
    assert sample_jobs.speak_later.defer_once("a", path=str(file), words="first")
    assert not sample_jobs.speak_later.defer_once("a", path=str(file), words="again")
    assert sample_jobs.speak_later.defer_once("b", path=str(file), words="other")
    assert [job["words"] for job in waiting()] == ["first", "other"]


def test_counting_what_an_owner_has_waiting_reads_an_index():
    with connection.cursor() as cursor:
        # A queue worth an index: on an almost empty table any way is as good as another.
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, args)"
            " SELECT 'sample', 'media', jsonb_build_object('_owner', n / 100) FROM generate_series(0, 9999) n"
        )
        cursor.execute(
            "EXPLAIN SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
            " AND queue_name = 'media' AND args ->> '_owner' = '7'"
        )
        assert "core_job_owner" in str(cursor.fetchall())


def dead_job(later, *, attempts: int, **arguments):
    """A job that a worker took, who is gone."""
    job_id = later.defer(**arguments)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE id = %s", [attempts, job_id]
        )
    return job_id


def test_a_job_whose_worker_died_is_tried_again_a_little_later(file):
    job_id = dead_job(sample_jobs.kill_later, attempts=0, path=str(file))
    assert rescue.rescue(dead_after=20) == 1
    job = ProcrastinateJob.objects.get(pk=job_id)
    assert (job.status, job.attempts) == ("todo", 1)
    assert run_jobs() == 0  # not yet: its turn comes after a pause


def test_a_job_that_kills_its_workers_is_parked_and_its_room_told(file):
    job_id = dead_job(sample_jobs.kill_later, attempts=CRASHES, path=str(file))
    rescue.rescue(dead_after=20)
    assert ProcrastinateJob.objects.get(pk=job_id).status == "failed"
    assert file.read_text() == "parked after 3, crashed: True\n"


def test_a_listener_that_fails_does_not_bring_the_job_back(file, monkeypatch):
    def broken(parked: Parked, **arguments):
        raise RuntimeError

    monkeypatch.setattr(sample_jobs.kill_later, "parked", broken)
    job_id = dead_job(sample_jobs.kill_later, attempts=CRASHES, path=str(file))
    rescue.rescue(dead_after=20)
    assert ProcrastinateJob.objects.get(pk=job_id).status == "failed"


def test_the_job_of_a_living_worker_is_left_alone(file):
    job_id = dead_job(sample_jobs.kill_later, attempts=0, path=str(file))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute(
            "UPDATE procrastinate_jobs SET worker_id = %s WHERE id = %s", [cursor.fetchone()[0], job_id]
        )
    assert rescue.rescue(dead_after=20) == 0


def test_what_runs_by_the_clock_is_called_without_arguments(file, monkeypatch):
    monkeypatch.setenv("SWEPT", str(file))
    assert any(turn.task is sample_jobs.sweep.task for turn in app.periodic_registry.periodic_tasks.values())
    sample_jobs.sweep.defer(timestamp=0)
    run_jobs()
    assert file.read_text() == "swept\n"

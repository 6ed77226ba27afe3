"""Workers that die in the middle of a film: what was made stays, nothing half is seen, others go on."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from manyhands.media import actions
from manyhands.media.models import Processing, Rendition, Upload
from manyhands.media.scratch import sweep_scratch
from manyhands.media.store.current import store
from manyhands.people.models import Member
from tests.jobs import wait_for, worker
from tests.make import NOON, make_member
from tests.media_samples import sample

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

JOBS = "manyhands.media.actions.processing"
PATIENCE = 300  # seconds; a machine that does other things as well is no fault
RUNGS = {"h264-240", "h264-360", "h264-480"}
FILM = {*RUNGS, "hls", "poster-480", "jpeg-poster", "scrub", "scrub-table", "peaks", "peaks-fine", "clean"}


@pytest.fixture(autouse=True)
def _nothing_lies_about() -> None:
    """What an earlier test left would be taken for work in progress."""
    sweep_scratch()


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


@pytest.fixture
def seats(tmp_path: Path) -> Path:
    return tmp_path / "lanes"


@contextlib.contextmanager
def working(seats: Path) -> Iterator[subprocess.Popen[bytes]]:
    with worker(JOBS, "media", seats=seats) as process:
        yield process


def ingest(name: str, member: Member) -> Upload:
    return actions.ingest_file(sample(name), name=name, member=member, at=NOON)


def row_of(upload: Upload) -> Processing:
    return Processing.objects.get(blob=upload.blob)


def decoders() -> list[int]:
    """The numbers of all processes that a jail wraps for this test's company."""
    found, mine = [], str(settings.DATA_DIR / "scratch").encode()
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            said = entry.read_bytes()
            if b"manyhands.media.jail.child" in said and mine in said:
                found.append(int(entry.parent.name))
    return found


def is_encoding() -> bool:
    """Whether a film is being written right now."""
    scratch = settings.DATA_DIR / "scratch"
    return any(path.stat().st_size for path in scratch.glob("prepare-*/*-out/*.mp4"))


def check_stored() -> None:
    """Each row stands for bytes that are there, and are those of its name."""
    for rendition in Rendition.objects.select_related("output"):
        data = b"".join(store().read(rendition.output.sha256))
        assert hashlib.sha256(data).hexdigest() == rendition.output.sha256


def test_a_film_is_finished_by_the_next_worker(ana, seats):
    film = ingest("long-film.mp4", ana)
    with working(seats) as first:
        wait_for(is_encoding, seconds=PATIENCE)
        first.send_signal(signal.SIGKILL)
        first.wait()
        wait_for(lambda: not decoders())
    assert not Rendition.objects.exists()
    assert row_of(film).state == "running"
    with working(seats):
        wait_for(lambda: row_of(film).state == "ready", seconds=PATIENCE)
        wait_for(lambda: not list((settings.DATA_DIR / "scratch").iterdir()))  # a moment after it is ready
    assert row_of(film).attempt == 2
    assert set(Rendition.objects.values_list("profile", flat=True)) == FILM
    check_stored()
    assert not list(store().folder.glob("arriving/*"))  # type: ignore[attr-defined]


def test_what_was_made_before_the_kill_is_not_made_again(ana, seats):
    film = ingest("long-film.mp4", ana)
    with working(seats) as first:
        wait_for(lambda: Rendition.objects.filter(profile="h264-480").exists(), seconds=PATIENCE)
        first.send_signal(signal.SIGKILL)
        first.wait()
    kept = Rendition.objects.get(profile="h264-480")
    with working(seats):
        wait_for(lambda: row_of(film).state == "ready", seconds=PATIENCE)
    assert Rendition.objects.get(profile="h264-480").pk == kept.pk
    assert "h264-480" not in row_of(film).log
    assert set(Rendition.objects.values_list("profile", flat=True)) == FILM
    check_stored()


def test_a_worker_that_is_told_to_stop_does_not_blame_the_file(ana, seats):
    film = ingest("long-film.mp4", ana)
    with working(seats) as first:
        wait_for(is_encoding, seconds=PATIENCE)
        first.send_signal(signal.SIGTERM)
        assert first.wait(timeout=6) == 0
    assert row_of(film).state in {"running", "waiting"}
    wait_for(lambda: not decoders())
    with working(seats):
        wait_for(lambda: row_of(film).state == "ready", seconds=PATIENCE)


def test_a_file_that_kills_its_workers_is_parked_and_stops_nobody(ana, seats):
    poison = ingest("long-film.mp4", ana)
    others = [ingest(name, make_member()) for name in ("tone.wav", "drawing.png")]
    for _death in range(3):
        with working(seats) as victim:
            wait_for(is_encoding, seconds=PATIENCE)
            os.kill(victim.pid, signal.SIGKILL)
            victim.wait()
        sweep_scratch()
    with working(seats):
        wait_for(lambda: row_of(poison).state == "failed", seconds=PATIENCE)
        wait_for(lambda: all(row_of(each).state == "ready" for each in others), seconds=PATIENCE)
    row = row_of(poison)
    assert (row.reason_code, row.reason_values["attempts"]) == ("stopped_the_program", 3)
    assert not Rendition.objects.filter(source=poison.blob).exists()
    actions.retry_processing(row.blob, by=ana, at=NOON)
    with working(seats):
        wait_for(lambda: row_of(poison).state == "ready", seconds=PATIENCE)

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from manyhands.media import jail
from manyhands.media.tests.tus_client import Tus
from manyhands.people.models import Member
from tests.live import Front, Live
from tests.make import make_member


@pytest.fixture(params=[jail.Kind.BUBBLEWRAP, jail.Kind.LANDLOCK])
def in_each_jail(request, monkeypatch):
    """Run the test once in each kind of jail that this machine has."""
    health = jail.examine(request.param)
    if not health.holds and "not installed" in health.reason:
        pytest.skip(health.reason)
    monkeypatch.setenv("MANYHANDS_JAIL", request.param)
    return request.param


@pytest.fixture
def ana(live: Live) -> Member:
    return make_member("ana")


@pytest.fixture
def tus(live: Live, ana: Member) -> Tus:
    """Ana's uploads, by session."""
    return Tus(live.client(ana))


class SmallDisk:
    """A front whose unfinished uploads lie on a disk of 6 MB."""

    def __init__(self, front: Front, folder: Path) -> None:
        self.port, self.folder = front.port, folder


@pytest.fixture
def small_disk(django_db_setup: None, tmp_path: Path) -> Iterator[SmallDisk]:
    data = tmp_path / "data"
    (data / "uploads").mkdir(parents=True)
    (data / "secrets.json").write_text((settings.DATA_DIR / "secrets.json").read_text())
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", data / "uploads"], check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    front = Front({"MANYHANDS_DATA": str(data), "RESERVE_BYTES": "0"}, workers=1)
    try:
        front.start()
        yield SmallDisk(front, data / "uploads")
    finally:
        front.stop()
        subprocess.run(["umount", data / "uploads"], check=True)

"""A throw-away PostgreSQL for the tests: started before Django looks for one, gone when they end.

It is the embedded server itself, made the way ``manyhands run`` makes it, only with fsync off. One serves a
whole run: xdist's workers find it through ``MANYHANDS_DATA``, and each has a data folder of its own. A
migrated copy is kept in ``.cache`` under the fingerprint of the migrations, so that a second run starts in
half a second. ``DATABASE_URL`` takes its place; ``TEST_POSTGRES`` names the folder of another PostgreSQL,
which then runs in the embedded one's stead.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from manyhands.core.embedded import binaries
from manyhands.core.embedded.binaries import bin_dir
from manyhands.core.embedded.place import MAJOR
from manyhands.core.embedded.server import Server
from manyhands.core.migrating import fingerprint

ROOT = Path(__file__).resolve().parents[1]
_CACHE = ROOT / ".cache" / "test-cluster"
_ROLES = ("owner", "app", "reader", "postgres")
# The settings read the secrets before the migrated copy is there, so every copy has the same ones.
_SECRETS = {"django_key": "test " * 12, "media_key": "test " * 12, "passwords": dict.fromkeys(_ROLES, "test")}
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


if "TEST_POSTGRES" in os.environ:
    binaries.INSTALLS[MAJOR] = os.environ["TEST_POSTGRES"]


class Cluster:
    """The server of this run; ``data`` is a company's data folder like any other."""

    def __init__(self) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="manyhands-test-", dir="/tmp"))
        _put_secrets(self.data)
        self.server: Server | None = None

    def start(self) -> None:
        if self.server is None:
            shutil.copytree(migrated(), self.data, dirs_exist_ok=True)
            self.server = Server(self.data, settings=_CARELESS)
            self.server.start()

    def end(self) -> None:
        if self.server is not None:
            self.server.stop()
        shutil.rmtree(self.data, ignore_errors=True)


def migrated() -> Path:
    """A folder with a fresh, migrated, stopped company; made once for each state of the migrations."""
    _CACHE.mkdir(parents=True, exist_ok=True)
    key = hashlib.sha256(f"{fingerprint()} {bin_dir()} {_sources()}".encode()).hexdigest()[:16]
    with (_CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = _CACHE / key
        if not kept.exists():
            shutil.rmtree(_CACHE / "draft", ignore_errors=True)
            for old in sorted(_CACHE.glob("[0-9a-f]" * 16), key=lambda copy: copy.stat().st_mtime)[:-1]:
                shutil.rmtree(old)  # all but the newest: PostgreSQL 18 and 17 take turns
            _make(_CACHE / "draft")
            (_CACHE / "draft").rename(kept)
    return kept


def _put_secrets(data: Path) -> None:
    data.mkdir(exist_ok=True)
    (data / "secrets.json").write_text(json.dumps(_SECRETS))


def _sources() -> str:
    """The text of our own migrations: while one is being written, its name stays and its text changes."""
    files = sorted(ROOT.glob("manyhands/*/migrations/*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _make(data: Path) -> None:
    _put_secrets(data)
    server = Server(data, settings=_CARELESS)
    server.start()
    try:
        subprocess.run(
            [sys.executable, "-m", "manyhands", "migrate", "--data", str(data)], cwd=ROOT, check=True
        )
    finally:
        server.stop()
    for leftover in (data / "run").iterdir():
        leftover.unlink()


class Guest:
    """A worker of xdist: it shares the server of the process that started it, and no other file."""

    def __init__(self, host: Path) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="manyhands-test-", dir="/tmp"))
        for shared in host.iterdir():
            (self.data / shared.name).symlink_to(shared)

    def start(self) -> None:
        """The host has started it."""

    def end(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)


def _place() -> Cluster | Guest | None:
    if "DATABASE_URL" in os.environ:
        return None
    return Guest(Path(os.environ["MANYHANDS_DATA"])) if "PYTEST_XDIST_WORKER" in os.environ else Cluster()


# Importing this file is the earliest moment that pytest offers, and the settings are read soon after. Workers
# of xdist inherit the variable.
_mine = _place()
if _mine:
    os.environ["MANYHANDS_DATA"] = str(_mine.data)
# What a test changes, the next request must show; how pages are shared has tests of its own.
os.environ["PAGES_KEPT_SECONDS"] = "0"


def start() -> None:
    """Start it, unless it runs already or somebody else's takes its place."""
    if _mine:
        _mine.start()


def pytest_configure(config: pytest.Config) -> None:
    # Only here, after pytest-django, so that our fixtures win over its own.
    config.pluginmanager.import_plugin("tests.database")
    config.pluginmanager.import_plugin("tests.pages")
    config.pluginmanager.import_plugin("tests.live_fixtures")


def pytest_sessionstart(session: pytest.Session) -> None:
    if session.config.getoption("numprocesses", None):  # its workers cannot start it: it has to outlive them
        start()


def pytest_unconfigure() -> None:
    if _mine:
        _mine.end()

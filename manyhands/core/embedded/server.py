"""Starting and stopping the embedded server. Ready means that a connection succeeded, nothing less."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg

from manyhands.core.embedded import leftovers, lock
from manyhands.core.embedded.binaries import command
from manyhands.core.embedded.cluster import connect, ensure_folder, ensure_roles, explained
from manyhands.core.embedded.place import cluster_dir, socket_dir
from manyhands.core.processes import spawn
from manyhands.core.trouble import Trouble

_START_SECONDS = 120.0  # redoing the log after a crash takes as long as it takes
_FAST_SECONDS = 2.0  # for a last checkpoint; without it the next start redoes the log
_ABRUPT_SECONDS = 0.2

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "jit": "off",  # planning a page's query must not wait for a compiler
    "log_checkpoints": "off",
    "logging_collector": "on",
    "log_directory": "../log",
    "log_filename": "postgres-%a.log",  # one file a weekday, so that logs never fill the disk
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
}


class Server:
    """The server of one data folder. Make one only while holding the folder's lock."""

    def __init__(self, data: Path, *, settings: Mapping[str, str] = {}) -> None:
        self.data = data
        self.settings = {**SETTINGS, **settings, "unix_socket_directories": str(socket_dir(data))}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, recover what a crash left, and return when every role can connect.

        :raises Trouble: in one sentence, why it cannot
        """
        make_private(self.data)
        make_private(socket_dir(self.data))
        make_private(self.data / "log")
        ensure_folder(self.data)
        folder = cluster_dir(self.data)
        leftovers.clear(folder, socket_dir(self.data))
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        with self._complaints.open("wb") as complaints:
            self.process = spawn(
                command("postgres", "-D", str(folder), *options), output=complaints, last_words=signal.SIGINT
            )
        self._wait_until_ready()
        ensure_roles(self.data)

    @property
    def _complaints(self) -> Path:
        """What it says before its log collector runs."""
        return self.data / "log" / "postgres-start.log"

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not is_answering(self.data):
            if not self.is_alive() or time.monotonic() > deadline:
                self.stop()
                raise explained(self._said(), f"The database in {self.data} does not start")
            time.sleep(0.02)

    def _said(self) -> str:
        logs = sorted((self.data / "log").glob("postgres-*.log"), key=lambda log: log.stat().st_mtime)
        return "\n".join(log.read_text(errors="replace")[-5000:] for log in logs[-2:])

    def stop(self, *, gently: bool = False) -> None:
        """End it within two and a half seconds; ``gently`` first waits for others' open sessions to end."""
        if self.process is None:
            return
        steps = [
            (signal.SIGINT, _FAST_SECONDS),
            (signal.SIGQUIT, _ABRUPT_SECONDS),
            (signal.SIGKILL, _ABRUPT_SECONDS),
        ]
        if gently:
            steps.insert(0, (signal.SIGTERM, 60.0))
        for asking, patience in steps:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(asking)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
                break
        self.process = None


def is_answering(data: Path) -> bool:
    """Does the server of ``data`` accept a connection now?

    :raises Trouble: it answers but does not know our password
    """
    try:
        connect(data, "postgres", database="postgres").close()
    except psycopg.OperationalError as refusal:
        if "password authentication failed" in str(refusal):
            raise Trouble(
                f"{data / 'secrets.json'} does not belong to the database beside it; "
                "put back the one that was made with it."
            ) from None
        return False
    return True


def make_private(folder: Path) -> None:
    """Make ``folder`` ours and closed to others.

    :raises Trouble: it belongs to another user, who could then pose as our database
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = folder.lstat().st_uid
    if owner != os.geteuid() or folder.is_symlink():
        raise Trouble(f"{folder} belongs to another user (number {owner}); start Manyhands as that user.")
    folder.chmod(0o700)


@contextlib.contextmanager
def reachable(data: Path, *, by: str) -> Iterator[None]:
    """The database of ``data`` for one command: the running company's, or one started just for this.

    :raises Trouble: it does not start
    """
    make_private(data)
    deadline = time.monotonic() + _START_SECONDS
    with contextlib.ExitStack() as until_done:
        while not is_answering(data):
            try:
                until_done.enter_context(lock.held(data, by=by, patience=0))
            except lock.InUse:  # somebody is just starting it, or just stopping
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                server = Server(data)
                server.start()
                until_done.callback(server.stop, gently=True)
        yield

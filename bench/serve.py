"""How fast a file is sent, against nginx with the same file: ``bin/bench serve``.

Needs nginx (Debian: nginx-light).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import Figure
from bench._company import BLOCK, company, load
from tests.company import free_port, wait_until

MEGABYTES = int(os.environ.get("BENCH_SERVE_MB", "1024"))
ROUNDS = 9
RATIO_AT_LEAST = 0.8


def measure() -> list[Figure]:
    if shutil.which("nginx") is None:
        raise SystemExit("bin/bench serve compares with nginx: install it (Debian: apt install nginx-light).")
    with company() as running:
        running.enter()
        running.send(MEGABYTES)
        sha256 = hashlib.sha256(BLOCK * MEGABYTES).hexdigest()
        address = _address(sha256)
        file = next(path for path in running.data.rglob(f"*{sha256}*") if path.is_file())
        with _nginx(file) as port:
            ours, theirs = [], []
            for _round in range(ROUNDS):
                ours.append(_download(running.port, address))
                theirs.append(_download(port, "/file"))
    ratios = [their / our for our, their in zip(ours, theirs, strict=True)]
    us, nginx = (MEGABYTES / statistics.median(took) for took in (ours, theirs))
    note = (
        f"median of {ROUNDS} rounds of a Range of {MEGABYTES} MB, {min(ratios):.2f} to {max(ratios):.2f};"
        f" {us:.0f} MB/s against {nginx:.0f}; at least; {load()}"
    )
    return [Figure("serve.ratio", round(statistics.median(ratios), 3), "ratio", RATIO_AT_LEAST, note)]


def _address(sha256: str) -> str:
    """The signed address of a blob of the company that was entered."""
    from django.conf import settings

    from manyhands.media import addresses

    return addresses.sign(sha256, "original", key=settings.MEDIA_KEY, on=dt.datetime.now(dt.UTC).date())


def _download(port: int, path: str) -> float:
    """Ask for all but the first byte; how many seconds until the last was there."""
    wanted = MEGABYTES * len(BLOCK) - 1
    with contextlib.closing(socket.create_connection(("127.0.0.1", port), timeout=60)) as line:
        before = time.monotonic()
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=1-\r\nConnection: close\r\n\r\n".encode()
        )
        head = b""
        while b"\r\n\r\n" not in head:
            head += line.recv(65_536)
        assert head.split(b" ", 2)[1] == b"206", head[:200]
        room, got = bytearray(2**20), len(head.partition(b"\r\n\r\n")[2])
        while read := line.recv_into(room):
            got += read
        assert got == wanted, got
        return time.monotonic() - before


@contextlib.contextmanager
def _nginx(file: Path) -> Iterator[int]:
    with tempfile.TemporaryDirectory(prefix="manyhands-bench-nginx-") as name:
        folder, port = Path(name), free_port()
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"{user} daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 2;\n"
            "events { worker_connections 64; }\n"
            f"http {{ access_log off; sendfile on; tcp_nopush on; server {{ listen 127.0.0.1:{port};"
            f" location = /file {{ alias {file}; }} }} }}\n"
        )
        command = ["nginx", "-p", name, "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
        with subprocess.Popen(command) as process:
            try:
                wait_until(lambda: _is_open(port), 10)
                yield port
            finally:
                process.terminate()


def _is_open(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False

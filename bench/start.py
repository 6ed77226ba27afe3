"""How long a company takes to start, and to end: ``bin/bench start``.

The first start is that of a clean clone with an empty home: it makes the virtual environment, installs what
the lock file lists, makes and migrates the database, and answers the home page. The baselines are the limits
that docs/performance.md promises.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench import Figure

ROOT = Path(__file__).resolve().parents[1]
FIRST_PAGE_LIMIT_S = 90.0
LATER_START_LIMIT_S = 4.0
STOP_LIMIT_S = 6.0
LATER_STARTS = 5
GIVEN_UP_AFTER_S = 600.0


def measure() -> list[Figure]:
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores before"
    with tempfile.TemporaryDirectory(prefix="manyhands-bench-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first, stop = start_and_stop(clone)
        work = cpu_seconds()
        later, stops = zip(*(start_and_stop(clone) for _start in range(LATER_STARTS)), strict=True)
    stopping = max(stop, *stops)
    later_median = statistics.median(later)
    return [
        Figure("first_page_s", round(first, 2), "s", FIRST_PAGE_LIMIT_S, f"clean clone, empty home; {load}"),
        Figure("first_start_cpu_s", round(work, 1), "s", None, "processor time, the end included"),
        Figure("first_page_ratio", round(first / FIRST_PAGE_LIMIT_S, 3), "ratio", 1.0, "to the limit"),
        Figure(
            "later_start_s",
            round(later_median, 2),
            "s",
            LATER_START_LIMIT_S,
            f"median of {LATER_STARTS}, slowest {max(later):.2f}; {load}",
        ),
        Figure(
            "later_start_ratio", round(later_median / LATER_START_LIMIT_S, 3), "ratio", 1.0, "to the limit"
        ),
        Figure("stop_s", round(stopping, 2), "s", STOP_LIMIT_S, f"SIGTERM, slowest of {LATER_STARTS + 1}"),
    ]


def cpu_seconds() -> float:
    """Processor time of everything that this process started and that has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def start_and_stop(clone: Path) -> tuple[float, float]:
    """Seconds to the first page of a company in ``clone``, and seconds to its end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    before = time.monotonic()
    with running(clone, port) as process:
        while not has_page(port):
            if process.poll() is not None or time.monotonic() - before > GIVEN_UP_AFTER_S:
                raise SystemExit(f"The company did not start; see {clone}/said.")
            time.sleep(0.02)
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait()
        return started - before, time.monotonic() - started


@contextlib.contextmanager
def running(clone: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    home = clone.with_name("home")
    home.mkdir(exist_ok=True)
    # Only what a package registry may need is taken over, so that nothing cached or set here helps.
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "HTTP"))}
    path = os.pathsep.join(["/usr/local/bin", "/usr/bin", "/bin"])
    if shutil.which("python3", path=path) is None:
        path = os.environ["PATH"]
    with (clone / "said").open("ab") as said:
        process = subprocess.Popen(
            [clone / "bin" / "run", "--port", str(port)],
            cwd=clone,
            env={**kept, "HOME": str(home), "PATH": path},
            stdout=said,
            stderr=said,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def has_page(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
            return bool(page.status == 200)
    except OSError:
        return False

"""How fast a file arrives, against the least that has to be done with it: ``bin/bench ingest``.

The least is: its bytes are written, hashed (SHA-256) and synced, one after the other, by the C of the kernel
and of OpenSSL. Both are done in turn, so that a busy machine slows both.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import time
from pathlib import Path

from bench import Figure
from bench._company import BLOCK, Company, MemoryWatch, company, load

ROUNDS = 5
ROUND_MB = int(os.environ.get("BENCH_INGEST_ROUND_MB", "512"))
MEMORY_MB = int(os.environ.get("BENCH_INGEST_MB", "4096"))
RATIO_AT_LEAST = 0.5
GROWTH_AT_MOST_MB = 50


def measure() -> list[Figure]:
    with company() as running:
        running.send(64)  # what is loaded on first use is no growth
        ratios, rates = zip(*(_round(running) for _ in range(ROUNDS)), strict=True)
        with MemoryWatch(running.front()) as watch:
            running.send(MEMORY_MB)
    return [
        Figure(
            "ingest.ratio",
            round(statistics.median(ratios), 3),
            "ratio",
            RATIO_AT_LEAST,
            f"median of {ROUNDS} rounds of {ROUND_MB} MB, {min(ratios):.2f} to {max(ratios):.2f};"
            f" {statistics.median(rates):.0f} MB/s; at least; {load()}",
        ),
        Figure(
            "ingest.memory_mb",
            round(watch.grown_mb, 1),
            "MB",
            GROWTH_AT_MOST_MB,
            f"growth of the front's processes together while {MEMORY_MB} MB arrived; at most",
        ),
    ]


def _round(running: Company) -> tuple[float, float]:
    """The upload's rate as a share of the least's, and in MB/s."""
    least = _least(running.data / "least")
    upload = running.send(ROUND_MB)
    return least / upload, ROUND_MB / upload


def _least(path: Path) -> float:
    digest = hashlib.sha256()
    before = time.monotonic()
    with path.open("wb", buffering=0) as file:
        for _ in range(ROUND_MB):
            file.write(BLOCK)
            digest.update(BLOCK)
        os.fsync(file.fileno())
    seconds = time.monotonic() - before
    path.unlink()
    return seconds

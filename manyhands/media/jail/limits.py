"""How much one decoder may use."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Ceilings for one run; whoever passes one is ended, and the file is refused with the reason.

    Memory is address space: the resident size cannot be limited without a cgroup. An x264 encode of 720p
    needs 1 GB of it, most of that never touched.
    """

    cpu_s: int = 120
    wall_s: float = 300
    memory_mb: int = 2048
    output_mb: int = 512  # of all files in the output folder together
    stdout_mb: int = 4
    open_files: int = 64
    threads: int = 128
    niceness: int = 10

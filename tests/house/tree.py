"""What the tests of the tree itself look at."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "manyhands"

# Top to bottom: everything may only point down this list.
ROOMS = (
    *("config", "site", "api", "notices", "moderation", "discovery"),
    *("works", "rights", "talk", "media", "people", "core"),
)
RANK = {room: len(ROOMS) - number for number, room in enumerate(ROOMS)}


def files(*patterns: str) -> list[Path]:
    """The files of the tree that git knows or would know, relative to its root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [Path(name) for name in sorted(set(listed)) if (ROOT / name).is_file()]


def room_of(path: Path) -> str | None:
    """The room that a file of the package belongs to."""
    parts = path.parts
    return parts[1] if len(parts) > 2 and parts[0] == "manyhands" and parts[1] in RANK else None


def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")

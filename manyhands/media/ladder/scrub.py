"""Recipe for the sheet of small pictures that a player shows while one looks for a place in a film."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from manyhands.media import jail
from manyhands.media.ladder import checks
from manyhands.media.ladder.rungs import FIRST
from manyhands.media.ladder.step import Check, Output, Step
from manyhands.media.ladder.tools import Python
from manyhands.media.refusals import Refused
from manyhands.media.report import Video

SHEET, TABLE = "scrub", "scrub-table"
PROFILES = (SHEET, TABLE)
SIDE = 160  # pixels: the longer side of a small picture
COLUMNS = 10
MOST = 100  # small pictures on a sheet
# A short film is decoded whole, so its pictures may stand close. Of a long one only key frames are.
SHORT_MS, CLOSE_MS, KEY_FRAME_EVERY_MS = 20_000, 200, 2000
_LIMITS = jail.Limits(cpu_s=300, wall_s=900, output_mb=8)


@dataclass(frozen=True)
class Grid:
    """Where each small picture stands: in rows from the top left, one for every ``every_ms``."""

    every_ms: int
    count: int
    columns: int
    width: int  # of a small picture
    height: int

    @property
    def size(self) -> tuple[int, int]:
        return self.columns * self.width, -(-self.count // self.columns) * self.height


def grid_of(video: Video, duration_ms: int) -> Grid:
    """As close as ``MOST`` allows, at moments where the first rung has its key frames."""
    wide = KEY_FRAME_EVERY_MS * max(1, -(-duration_ms // (KEY_FRAME_EVERY_MS * MOST)))
    every_ms = CLOSE_MS if duration_ms <= SHORT_MS else wide
    count = max(1, -(-duration_ms // every_ms))
    scale = min(1.0, SIDE / max(video.width, video.height))
    width, height = (max(1, round(side * scale)) for side in (video.width, video.height))
    return Grid(every_ms, count, min(COLUMNS, count), width, height)


def step(video: Video, duration_ms: int) -> Step:
    """From the first rung: it is upright, small, and in colours that every screen shows."""
    grid = grid_of(video, duration_ms)
    arguments = {**asdict(grid), "is_short": duration_ms <= SHORT_MS}
    return Step(
        name="scrub",
        tool=Python("scrub", limits=_LIMITS, arguments=arguments),
        outputs=(
            Output(SHEET, "sheet.webp", "image/webp", *grid.size, duration_ms),
            Output(TABLE, "table.json", "application/json"),
        ),
        check=_is_what_was_planned(grid),
        of=FIRST.profile,
        share=0.02,
        needed=False,
    )


def _is_what_was_planned(grid: Grid) -> Check:
    def check(output: Output, path: Path) -> None:
        """
        :raises Refused: ``came_out_wrong``
        """
        if output.profile == SHEET:
            checks.is_the_picture(output, path)
            return
        # The name of its sheet makes each table another blob: taking one film down takes none from others.
        sheet = hashlib.sha256((path.parent / "sheet.webp").read_bytes()).hexdigest()
        if path.read_bytes() != json.dumps({"version": 1, "sheet": sheet, **asdict(grid)}).encode():
            raise Refused("came_out_wrong", made="another table", wanted="that of its sheet")

    return check

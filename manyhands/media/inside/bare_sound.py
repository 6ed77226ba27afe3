"""MPEG audio without its tags."""

from __future__ import annotations

from pathlib import Path

from manyhands.media.inside.bare import mpeg
from manyhands.media.refusals import Refused


def main(file: str) -> None:
    """Write the frames of the one input to ``file`` below ``out``.

    :raises Refused: there are none
    """
    try:
        made = mpeg.bare(Path("in/media").read_bytes())
    except ValueError as error:
        raise Refused("damaged", container="mp3") from error
    (Path("out") / file).write_bytes(made)

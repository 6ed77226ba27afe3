"""Trimming a take before it is kept: the jail copies the packets of a range into a new file."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from manyhands.core.errors import RuleBroken
from manyhands.media import jail
from manyhands.media.jail.limits import MB
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds
from manyhands.media.sniff import sniff

CONTAINERS = {"webm", "matroska", "mp4", "ogg"}  # what browsers record
END = Bounds().seconds * 1000


class CannotTrim(RuleBroken):
    """The range holds nothing, or the take cannot be cut. Nothing is lost: it can be kept whole."""


@dataclass(frozen=True)
class Range:
    """What is kept of a take, in milliseconds of its own time."""

    start_ms: int = 0
    end_ms: int | None = None

    @property
    def is_whole(self) -> bool:
        return not self.start_ms and self.end_ms is None


WHOLE = Range()


def whole_until(take: Path) -> int:
    """How many bytes of a recording are whole.

    A fragmented MP4 cannot be opened if it ends within the index of a fragment, so it is made to end with
    the last whole one. In a WebM, players take what there is of the last cluster.
    """
    size = take.stat().st_size
    if sniff(take).container != "mp4":
        return size
    whole = at = 0
    with take.open("rb") as file:
        while at + 8 <= size:
            file.seek(at)
            length, name = struct.unpack(">I4s", file.read(8))
            if length == 1:
                (length,) = struct.unpack(">Q", file.read(8).ljust(8, b"\xff"))
            if length < 8:
                break
            at += length
            if name == b"mdat" and at <= size:
                whole = at
    return whole or size


def trim(take: Path, kept: Range, folder: Path) -> Path:
    """Cut without coding anew; about a second for each gigabyte.

    :param folder: an empty one, for work in progress
    :raises CannotTrim: with what to do
    """
    end_ms, container = kept.end_ms or END, sniff(take).container
    if kept.start_ms >= end_ms or container not in CONTAINERS:
        raise CannotTrim(_("There is nothing between these moments. Choose them again, or keep it whole."))
    out = folder / "out"
    out.mkdir()
    size_mb = take.stat().st_size // MB
    most = {"memory_mb": 2048, "output_mb": 64 + size_mb}
    limits = jail.Limits(cpu_s=60 + size_mb // 5, wall_s=120 + size_mb, **most)
    arguments = {"container": container, "start_ms": kept.start_ms, "end_ms": end_ms, "file": "trimmed"}
    try:
        jail.call("manyhands.media.inside.trim", arguments, source=take, out=out, limits=limits)
    except (Refused, jail.WrongOutput):
        raise CannotTrim(_("This take could not be trimmed there. Choose again, or keep it whole.")) from None
    (made,) = jail.collect(out, ["trimmed"])
    return made

"""Small pictures of a film, one for every so many milliseconds, together on one sheet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from PIL import Image

from manyhands.media.inside.opening import open_media
from manyhands.media.inside.pictures import save
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds

# A key frame that should stand at 2 s stands at the first picture from there on: 33 ms later at 30 a second.
_LATE = 0.1  # seconds
_ROUNDING = 0.001
_QUALITY = 60  # small pictures that are passed by


def main(every_ms: int, count: int, columns: int, width: int, height: int, *, is_short: bool) -> None:
    """Write the sheet of an mp4 of ours, and a table that says where on it each moment is.

    :param is_short: show the very picture of each moment, even where a key frame stands a little later
    :raises Refused: it holds no picture
    """
    moments = [place * every_ms / 1000 for place in range(count)]
    sheet = Image.new("RGB", (columns * width, -(-count // columns) * height))
    with open_media("mp4", streams=Bounds().streams) as opened:
        shown = 0
        for place, frame in enumerate(_shown_at(moments, opened, late=_ROUNDING if is_short else _LATE)):
            small = frame.to_image(width=width, height=height, interpolation="AREA")  # type: ignore[no-untyped-call]
            sheet.paste(small, (place % columns * width, place // columns * height))
            shown += 1
    if shown < count:
        raise Refused("damaged", container="mp4")
    out = Path("out")
    save(sheet, out / "sheet.webp", quality=_QUALITY)
    table = {
        "version": 1,
        "sheet": hashlib.sha256((out / "sheet.webp").read_bytes()).hexdigest(),
        "every_ms": every_ms,
        "count": count,
        "columns": columns,
        "width": width,
        "height": height,
    }
    (out / "table.json").write_text(json.dumps(table))


def _shown_at(moments: list[float], opened: InputContainer, *, late: float) -> Iterator[VideoFrame]:
    """Give the picture of each moment; the last one where the film has ended.

    Every packet is read and few are decoded. Seeking would be shorter, but a film of uneven rhythm is
    not found where its index says: ffmpeg writes there that each fragment lasts as long as usual.
    """
    waiting = iter([*moments, float("inf")])
    moment = next(waiting)
    for group, until in _groups(opened):
        wanted = []
        while moment + late < until:
            is_late = _time(group[0]) > moment
            begun = [packet for packet in group if _time(packet) <= moment + _ROUNDING]
            shown = group[0] if is_late or not begun else max(begun, key=_time)
            wanted.append(shown.pts or 0)
            if (moment := next(waiting)) == float("inf"):
                break
        yield from _decoded(group, wanted)
        if moment == float("inf"):
            return


def _groups(opened: InputContainer) -> Iterator[tuple[list[Packet[Any]], float]]:
    """Give the packets from each key frame up to the next one, and when that begins."""
    group: list[Packet[Any]] = []
    with suppress(av.error.InvalidDataError):  # the end of a film that was cut off
        for packet in opened.demux(video=0):
            if packet.is_keyframe and group:
                yield group, _time(packet)
                group = []
            if packet.size:
                group.append(packet)
    if group:
        yield group, float("inf")


def _decoded(group: list[Packet[Any]], wanted: list[int]) -> Iterator[VideoFrame]:
    """Decode no more of a group than is needed; give a picture as often as it is wanted."""
    if not wanted:
        return
    coder = group[0].stream.codec_context
    needed = group[:1] if set(wanted) == {group[0].pts or 0} else group
    coder.flush_buffers()
    frames = [frame for packet in [*needed, None] for frame in coder.decode(packet)]
    by_pts = {frame.pts: frame for frame in frames}  # what comes out last knows no time base
    if not set(wanted) <= by_pts.keys():
        raise Refused("damaged", container="mp4")
    for pts in wanted:
        yield by_pts[pts]


def _time(packet: Packet[Any]) -> float:
    return float((packet.pts or 0) * (packet.time_base or 0))

"""The peaks of a sound: the lowest and highest sample of every stretch of it, for drawing.

Both files are in the formats of audiowaveform, which many players read. ``peaks.json`` has about a
thousand pairs of 8 bits for a whole picture; ``peaks.dat`` a pair of 16 bits for every 256 samples, for
looking closer. Channels are not mixed, which could cancel them out: a pair holds the extremes of all of
them.
"""

from __future__ import annotations

import json
import struct
from array import array
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame

from manyhands.media.inside.opening import open_media
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds

FINE = 256  # samples in a pair
COARSE_PAIRS = 1000
SHAPE_BARS = 60

_FORMAT_VERSION = 2


def main(container: str) -> dict[str, Any]:
    """Write both files; answer with ``shape``: 60 heights as hex, the loudest ff.

    :raises Refused: no sound could be decoded
    """
    with open_media(container, streams=Bounds().streams) as opened:
        sound = opened.streams.audio[0]
        finder = _Finder(channels=min(2, sound.channels))
        resampler = av.AudioResampler(format="s16", layout="stereo" if finder.channels == 2 else "mono")
        try:
            for frame in opened.decode(sound):
                for resampled in resampler.resample(frame):
                    finder.take(resampled)
        except av.error.MemoryError:
            raise
        except av.error.FFmpegError:
            pass  # the probe has judged what is missing at the end
        rate = sound.sample_rate
    lows, highs = finder.finish()
    if not lows:
        raise Refused("damaged", container=container)
    _write_fine(Path("out/peaks.dat"), lows, highs, rate)
    _write_coarse(Path("out/peaks.json"), lows, highs, rate)
    return {"shape": _shape(lows, highs)}


class _Finder:
    """Takes samples as they come and keeps the extremes of each stretch of ``FINE``."""

    def __init__(self, channels: int) -> None:
        self.channels = channels
        self.lows, self.highs = array("h"), array("h")
        self._rest = array("h")

    def take(self, frame: AudioFrame) -> None:
        data = memoryview(frame.planes[0])[: frame.samples * self.channels * 2]
        self._rest.frombytes(data)
        width = FINE * self.channels
        whole = len(self._rest) // width * width
        for at in range(0, whole, width):
            self._add(self._rest[at : at + width])
        del self._rest[:whole]

    def finish(self) -> tuple[array[int], array[int]]:
        if self._rest:
            self._add(self._rest)
        return self.lows, self.highs

    def _add(self, stretch: array[int]) -> None:
        self.lows.append(min(stretch))
        self.highs.append(max(stretch))


def _write_fine(path: Path, lows: array[int], highs: array[int], rate: int) -> None:
    """The binary format, version 2: a header of six numbers, then pairs of 16 bits; all little-endian."""
    head = struct.pack("<iIiiIi", _FORMAT_VERSION, 0, rate, FINE, len(lows), 1)
    pairs = array("h", bytes(4 * len(lows)))
    pairs[0::2], pairs[1::2] = lows, highs
    path.write_bytes(head + struct.pack(f"<{len(pairs)}h", *pairs))


def _write_coarse(path: Path, lows: array[int], highs: array[int], rate: int) -> None:
    step = -(-len(lows) // COARSE_PAIRS)
    data: list[int] = []
    for at in range(0, len(lows), step):
        data += (min(lows[at : at + step]) >> 8, max(highs[at : at + step]) >> 8)
    written = {
        "version": _FORMAT_VERSION,
        "channels": 1,
        "sample_rate": rate,
        "samples_per_pixel": FINE * step,
        "bits": 8,
        "length": len(data) // 2,
        "data": data,
    }
    path.write_text(json.dumps(written, separators=(",", ":")), encoding="ascii")


def _shape(lows: array[int], highs: array[int]) -> str:
    """Give 60 heights relative to the loudest; quiet sound fills the room too, silence stays flat."""
    heights = []
    for bar in range(SHAPE_BARS):
        first = bar * len(lows) // SHAPE_BARS
        last = max(first + 1, (bar + 1) * len(lows) // SHAPE_BARS)
        low, high = min(lows[first:last]), max(highs[first:last])
        heights.append(max(-low, high, 0))
    top = max(*heights, 1)
    return bytes(height * 255 // top for height in heights).hex()

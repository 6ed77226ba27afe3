"""One pass over a track: what its packets say and what its decoder makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from manyhands.media.formats import SOUND_CODECS, VIDEO_CODECS
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds, Sound, Video

_HDR = {16: "pq", 18: "hlg"}  # SMPTE ST 2084 and ARIB STD-B67, numbered as in ISO 23091-2
_LOOK_EVERY_S = 2.0
_LOOK_PIXELS = 1_200_000_000  # decoded in one probe: 600 pictures of 1080p


@dataclass
class Span:
    """From the first moment to the last, in seconds of the file's own clock."""

    start: float | None = None
    end: float = 0.0

    def take(self, packet: Packet[Any]) -> None:
        at = packet.pts if packet.pts is not None else packet.dts
        if at is None or packet.time_base is None or not packet.size:
            return
        begins = float(at * packet.time_base)
        self.start = begins if self.start is None else min(self.start, begins)
        self.end = max(self.end, begins + float((packet.duration or 0) * packet.time_base))

    @property
    def ms(self) -> int:
        return max(0, round((self.end - (self.start or 0.0)) * 1000))


@dataclass
class Ear:
    """Hears a whole sound track."""

    stream: AudioStream
    span: Span = field(default_factory=Span)
    samples: int = 0
    bad_packets: int = 0

    def __post_init__(self) -> None:
        _check_codec(self.stream, SOUND_CODECS)

    def take(self, packet: Packet[Any]) -> None:
        self.span.take(packet)
        try:
            for frame in cast("list[AudioFrame]", packet.decode()):
                self.samples += frame.samples
        except av.error.InvalidDataError:
            self.bad_packets += 1

    @property
    def duration_ms(self) -> int:
        """The span as the packets say, or what was decoded where they say nothing."""
        return self.span.ms or self.heard_ms

    @property
    def heard_ms(self) -> int:
        """What was decoded, whatever times the packets bear: they may repeat one minute for ten hours."""
        return self.samples * 1000 // (self.stream.sample_rate or 1)

    def report(self) -> Sound:
        return Sound(
            codec=codec_of(self.stream),
            channels=self.stream.channels,
            sample_rate=self.stream.sample_rate,
            samples=self.samples,
            duration_ms=self.duration_ms,
        )


@dataclass
class Eye:
    """Counts the pictures of a track and looks at a key frame now and then, or at every picture."""

    stream: VideoStream
    bounds: Bounds
    every_picture: bool = False
    span: Span = field(default_factory=Span)
    frames: int = 0
    seen: int = 0
    bad_packets: int = 0
    rotation: int = 0
    _look_at: float = float("-inf")

    def __post_init__(self) -> None:
        _check_codec(self.stream, VIDEO_CODECS)
        self._set_pace()
        pixels = self.stream.width * self.stream.height
        if pixels > self.bounds.video_pixels:
            limit = self.bounds.video_pixels // 1_000_000
            raise Refused("too_many_pixels", width=self.stream.width, height=self.stream.height, limit=limit)
        if not pixels:
            raise Refused("damaged", container="video")

    def _set_pace(self) -> None:
        """All threads where every picture is wanted; else one, for no frame may wait in a thread for a packet
        that is left out. The last filter over a finished picture can hide no damage, so it is left out.
        """
        context = self.stream.codec_context
        context.thread_count = 0 if self.every_picture else 1
        if self.every_picture:
            context.options = {"skip_loop_filter": "all"}

    def take(self, packet: Packet[Any]) -> None:
        self.span.take(packet)
        if packet.size:
            self.frames += 1
            self._check_frames()
            if not (self.every_picture or self._wants(packet)):
                return
        try:
            for frame in packet.decode():
                assert isinstance(frame, VideoFrame)
                self._see(frame)
        except av.error.InvalidDataError:
            self.bad_packets += 1

    def _wants(self, packet: Packet[Any]) -> bool:
        if not packet.is_keyframe or self.span.end < self._look_at:
            return False
        self._look_at = self.span.end + _LOOK_EVERY_S
        return (self.seen + 1) * self.stream.width * self.stream.height <= _LOOK_PIXELS

    def _see(self, frame: VideoFrame) -> None:
        self.seen += 1
        self.rotation = -frame.rotation % 360

    def _check_frames(self) -> None:
        width, height = self.stream.width, self.stream.height
        if self.frames * width * height > self.bounds.frame_pixels:
            raise Refused("too_many_frames", frames=self.frames, width=width, height=height)

    def report(self) -> Video:
        context = self.stream.codec_context
        aspect = float(self.stream.sample_aspect_ratio or 1)
        width, height = round(context.width * aspect), context.height
        if self.rotation in {90, 270}:
            width, height = height, width
        seconds = self.span.ms / 1000
        return Video(
            codec=codec_of(self.stream),
            width=max(1, width),
            height=height,
            coded_width=context.width,
            coded_height=context.height,
            rotation=self.rotation,
            frame_rate=round(self.frames / seconds, 3) if seconds else 0.0,
            frames=self.frames,
            pixel_format=context.pix_fmt or "",
            hdr=_HDR.get(context.color_trc, ""),
            duration_ms=self.span.ms,
        )


def codec_of(stream: Stream) -> str:
    """Name the codec; a track that no decoder here knows has none."""
    context = stream.codec_context
    return context.codec.canonical_name if context is not None else "unknown"


def _check_codec(stream: Stream, known: frozenset[str]) -> None:
    if codec_of(stream) not in known:
        raise Refused("codec_unknown", codec=codec_of(stream))

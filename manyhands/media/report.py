"""What a probe says about a file, as values.

The jailed child builds these too, so nothing but the standard library is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.media.kinds import Kind


@dataclass(frozen=True)
class Bounds:
    """The largest media that we take; what passes one is refused before or while it is decoded."""

    seconds: int = 4 * 3600
    picture_pixels: int = 100_000_000
    video_pixels: int = 8192 * 4352  # 8K in either direction; a decoder holds up to 17 such pictures
    frame_pixels: int = 1_500_000_000_000  # all frames together: 6.5 hours of 1080p30, 1.6 hours of 2160p30
    streams: int = 32


@dataclass(frozen=True)
class Sound:
    """The first sound track. ``samples`` were really decoded, per channel."""

    codec: str
    channels: int
    sample_rate: int
    samples: int
    duration_ms: int


@dataclass(frozen=True)
class Video:
    """The first picture track. Width and height are as shown: turned upright, with square pixels."""

    codec: str
    width: int
    height: int
    coded_width: int
    coded_height: int
    rotation: int  # degrees that a player turns the coded picture clockwise: 0, 90, 180, 270
    frame_rate: float  # a mean; the rate may vary
    frames: int  # counted in the file, not taken from its header
    pixel_format: str
    duration_ms: int
    hdr: str = ""  # "pq" or "hlg" where its light is that of an HDR screen


@dataclass(frozen=True)
class Still:
    """A picture. Width and height are as shown, turned upright."""

    width: int
    height: int
    frames: int  # more than one in an animation, of which the first is shown until somebody starts it
    has_alpha: bool
    is_turned: bool  # its metadata says that it lies on its side or is mirrored
    colours: str  # the name of its colour profile as "sRGB", "other" or "none"


@dataclass(frozen=True)
class Words:
    """How long a text is; see ``media.text.Reading``."""

    words: int
    characters: int
    seconds: int


@dataclass(frozen=True)
class Report:
    """All that we know of an original from looking into it."""

    kind: Kind
    container: str
    mime: str
    size: int
    duration_ms: int | None = None  # what is really there
    claimed_ms: int | None = None  # what the header says, where it says anything
    sound: Sound | None = None
    video: Video | None = None
    still: Still | None = None
    words: Words | None = None
    streams: int = 0
    has_location: bool = False  # says where it was made; told to the owner, never published
    has_personal: bool = False  # names a person, a device or a program
    notes: tuple[str, ...] = ()  # codes of what is unusual but no reason to refuse

    @property
    def width(self) -> int | None:
        shown = self.still or self.video
        return shown.width if shown else None

    @property
    def height(self) -> int | None:
        shown = self.still or self.video
        return shown.height if shown else None

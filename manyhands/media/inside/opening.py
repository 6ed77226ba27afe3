"""Opening a file with PyAV so that it can only be what it was sniffed as."""

from __future__ import annotations

import importlib
import pkgutil

import av
from av.container import InputContainer
from av.stream import Disposition

from manyhands.media.refusals import Refused

# PyAV loads its parts on first use, when the walls already stand.
for _part in pkgutil.walk_packages(av.__path__, "av."):
    if _part.name not in {"av.__main__", "av.datasets"}:
        importlib.import_module(_part.name)

SOURCE = "in/media"
DEMUXERS = {
    "wav": "wav",
    "flac": "flac",
    "mp3": "mp3",
    "ogg": "ogg",
    "mp4": "mov",
    "mov": "mov",
    "matroska": "matroska",
    "webm": "matroska",
}
SOUND_CODECS = frozenset(
    {"aac", "ac3", "alac", "eac3", "flac", "mp2", "mp3", "opus", "vorbis", "pcm_alaw", "pcm_mulaw", "pcm_u8"}
    | {f"pcm_{kind}{bits}{end}" for kind in "sf" for bits in (16, 24, 32, 64) for end in ("le", "be")}
)
VIDEO_CODECS = frozenset({"av1", "h264", "hevc", "vp8", "vp9"})
_DECODERS = {"mp2float", "mp3float", "libopus", "libvorbis", "libdav1d", "libvpx", "libvpx-vp9"}


def open_media(container: str, *, streams: int) -> InputContainer:
    """Open the one input with the one demuxer that its first bytes asked for.

    :raises Refused: ``damaged``
    """
    demuxer = DEMUXERS[container]
    options = {
        "protocol_whitelist": "file",
        "format_whitelist": demuxer,
        "codec_whitelist": ",".join(sorted(SOUND_CODECS | VIDEO_CODECS | _DECODERS)),
        "max_streams": str(streams + 1),
    }
    try:
        return av.open(SOURCE, format=demuxer, options=options)
    except (av.error.FFmpegError, ValueError) as error:
        if isinstance(error, MemoryError):
            raise
        raise Refused("damaged", container=container) from error


def is_cover(stream: av.stream.Stream) -> bool:
    """A picture of the record in a song is no video."""
    return bool(stream.disposition & Disposition.attached_pic)

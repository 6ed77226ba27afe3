"""Opening a file with PyAV so that it can only be what it was sniffed as."""

from __future__ import annotations

import importlib
import pkgutil

import av
from av.container import InputContainer
from av.stream import Disposition

from manyhands.media.formats import DEMUXERS, all_decoders
from manyhands.media.refusals import Refused

# PyAV loads its parts on first use, when the walls already stand.
for _part in pkgutil.walk_packages(av.__path__, "av."):
    if _part.name not in {"av.__main__", "av.datasets"}:
        importlib.import_module(_part.name)

SOURCE = "in/media"


def open_media(container: str, *, streams: int) -> InputContainer:
    """Open the one input with the one demuxer that its first bytes asked for.

    :raises Refused: ``damaged``
    """
    demuxer = DEMUXERS[container]
    options = {
        "protocol_whitelist": "file",
        "format_whitelist": demuxer,
        "codec_whitelist": all_decoders(),
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

"""A recording cut to a range: its packets are copied, nothing is coded again."""

from __future__ import annotations

from typing import Any

import av
from av.container import InputContainer
from av.packet import Packet

from manyhands.media.inside.opening import open_media
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds

MUXERS = {"webm": "webm", "matroska": "matroska", "mp4": "mp4", "ogg": "ogg"}


def main(container: str, start_ms: int, end_ms: int, file: str) -> dict[str, int]:
    """Write what lies between two moments to ``file`` below ``out``; gives the moment where it really begins.

    Sound begins within a packet (20 ms) of the moment that is asked for; a film at the key frame before it,
    for nothing that follows could be shown without that one.

    :raises Refused: there is nothing in the range, or the file cannot be read
    """
    with open_media(container, streams=Bounds().streams) as source:
        begins = _key_frame_before(source, start_ms / 1000)
    with open_media(container, streams=Bounds().streams) as source:
        copied = _copy(source, f"out/{file}", MUXERS[container], begins, end_ms / 1000)
    if not copied:
        raise Refused("nothing_to_play")
    return {"start_ms": round(begins * 1000)}


def _moment(packet: Packet[Any]) -> float | None:
    """Of a packet, in seconds; None of the empty ones at the end."""
    if packet.pts is None or packet.time_base is None or not packet.size:
        return None
    return float(packet.pts * packet.time_base)


def _packets(source: InputContainer) -> Any:
    """All packets with their moments, up to the end or to where the recording broke off."""
    try:
        for packet in source.demux(_tracks(source)):
            if (at := _moment(packet)) is not None:
                yield at, packet
    except av.error.FFmpegError as error:
        if isinstance(error, MemoryError):
            raise


def _tracks(source: InputContainer) -> list[Any]:
    return [*source.streams.audio[:1], *source.streams.video[:1]]


def _key_frame_before(source: InputContainer, start: float) -> float:
    if not source.streams.video:
        return start
    found = 0.0
    for at, packet in _packets(source):
        if at > start:
            break
        if packet.is_keyframe and packet.stream.type == "video":
            found = at
    return found


def _copy(source: InputContainer, path: str, muxer: str, begins: float, ends: float) -> int:
    """Copy the packets of the range, the first moment becoming zero; how many they were."""
    copied = 0
    with av.open(path, "w", format=muxer) as target:
        tracks = {each.index: target.add_stream_from_template(each) for each in _tracks(source)}
        for at, packet in _packets(source):
            if begins <= at < ends:
                shift = round(begins / packet.time_base)
                packet.pts -= shift
                packet.dts = (packet.dts if packet.dts is not None else packet.pts + shift) - shift
                packet.stream = tracks[packet.stream.index]
                target.mux(packet)
                copied += 1
    return copied

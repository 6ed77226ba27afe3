"""Sound and video, looked at from end to end.

Every packet is read and all sound is decoded, so a file that ends early shows itself. Of the pictures a
key frame every two seconds is decoded here; the rest is when the first rendition is made, whose length is
then held against this report. Decoding every picture twice would double the time until something plays.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer

from manyhands.media.inside import claims
from manyhands.media.inside.metadata import tells_location, tells_person
from manyhands.media.inside.opening import SOURCE, is_cover, open_media
from manyhands.media.inside.senses import Ear, Eye, Span
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds

# Encoders pad and headers round: a file that is shorter than it says by less than this is whole.
_SLACK_MS = 1000
_SLACK_SHARE = 0.005
_PADDING_MS = 120


def main(
    container: str, bounds: dict[str, int], *, every_picture: bool = False, may_break_off: bool = False
) -> dict[str, Any]:
    """Give the fields of a ``Report`` that concern tracks.

    :param every_picture: decode them all, as is right for what we made ourselves
    :param may_break_off: its maker keeps what there is of it
    :raises Refused: the file is cut, damaged, too large, or holds nothing that we play
    """
    limits = Bounds(**bounds)
    claim = claims.read(Path(SOURCE), container)
    if not claim.has_index:
        raise Refused("unfinished")
    with open_media(container, streams=limits.streams) as opened:
        claimed_ms = _claimed_ms(opened, claim)
        _check_length(claimed_ms or 0, limits)
        pass_ = _Pass(opened, container, limits, every_picture=every_picture)
        pass_.to_the_end()
        if not may_break_off:
            _check_whole(claim, claimed_ms, pass_.held_ms)
        return {
            "duration_ms": _closer(claimed_ms, pass_.held_ms),
            "claimed_ms": claimed_ms,
            "sound": asdict(pass_.ear.report()) if pass_.ear else None,
            "video": asdict(pass_.eye.report()) if pass_.eye else None,
            "streams": len(opened.streams),
            "has_location": tells_location(opened),
            "has_personal": tells_person(opened),
            "notes": pass_.notes(),
        }


def _claimed_ms(opened: InputContainer, claim: claims.Claim) -> int | None:
    if claim.duration_ms is not None:
        return claim.duration_ms
    if claim.uses_demuxer and opened.duration is not None:
        return opened.duration * 1000 // av.time_base
    return None


def _closer(claimed_ms: int | None, held_ms: int) -> int:
    """Decoders give back the padding of the last frame too; a header that knows better is right."""
    is_padding = claimed_ms is not None and abs(claimed_ms - held_ms) <= _PADDING_MS
    return claimed_ms if is_padding and claimed_ms is not None else held_ms


def _check_length(length_ms: int, limits: Bounds) -> None:
    if length_ms > limits.seconds * 1000:
        raise Refused("too_long", held_ms=length_ms, limit_ms=limits.seconds * 1000)


def _check_whole(claim: claims.Claim, claimed_ms: int | None, held_ms: int) -> None:
    if claimed_ms is not None and held_ms < claimed_ms * (1 - _SLACK_SHARE) - _SLACK_MS:
        raise Refused("truncated", claimed_ms=claimed_ms, held_ms=held_ms)
    if claim.is_cut:
        raise Refused("broken_off", held_ms=held_ms)


class _Pass:
    """One reading of all packets, with an ear for the first sound and an eye for the first picture track."""

    def __init__(
        self, opened: InputContainer, container: str, limits: Bounds, *, every_picture: bool
    ) -> None:
        if len(opened.streams) > limits.streams:
            raise Refused("too_many_streams", streams=len(opened.streams), limit=limits.streams)
        sound = next(iter(opened.streams.audio), None)
        video = next((each for each in opened.streams.video if not is_cover(each)), None)
        if sound is None and video is None:
            raise Refused("nothing_to_play")
        self.opened, self.container, self.limits = opened, container, limits
        self.ear = Ear(sound) if sound is not None else None
        self.eye = Eye(video, limits, every_picture) if video is not None else None
        self.span = Span()  # of everything, subtitles and timecodes too, because headers count these
        self.ended_early = False

    @property
    def held_ms(self) -> int:
        return max(self.span.ms, self.ear.duration_ms if self.ear else 0)

    def to_the_end(self) -> None:
        """Read every packet. What cannot be read ends the pass; the lengths will tell whether that
        matters.
        """
        covers = {each.index for each in self.opened.streams if is_cover(each)}
        senses = {each.stream.index: each for each in (self.ear, self.eye) if each}
        try:
            for packet in self.opened.demux():
                track = packet.stream.index  # stream_index is 0 in the empty packets at the end
                if track in covers:
                    continue
                self.span.take(packet)
                _check_length(self.span.ms, self.limits)
                if track in senses:
                    senses[track].take(packet)
                    _check_length(self.ear.heard_ms if self.ear else 0, self.limits)
        except av.error.MemoryError:
            raise
        except av.error.FFmpegError:
            self.ended_early = True
        if not ((self.ear and self.ear.samples) or (self.eye and self.eye.seen)):
            raise Refused("damaged", container=self.container)

    def notes(self) -> list[str]:
        bad = sum(each.bad_packets for each in (self.ear, self.eye) if each)
        found = {"bad_packets": bad > 0, "ended_early": self.ended_early}
        return [name for name, is_so in found.items() if is_so]

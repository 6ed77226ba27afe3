"""A film as a stream: playlists that are written when they are asked for, over the rungs' own files."""

from __future__ import annotations

import datetime as dt
import io
import json
import re

import av
import pytest

from manyhands.media import actions
from manyhands.media.addresses import verify
from manyhands.media.models import BlobDenial, Processing, Rendition
from manyhands.media.queries import rendition_address
from manyhands.media.serve import playlists
from tests.jobs import run_jobs, wait_for
from tests.live import Live
from tests.make import NOON, make_member
from tests.media_samples import sample

TODAY = dt.date(2026, 11, 23)
RUNG = {
    "profile": "h264-480", "sha256": "ab" * 32, "width": 852, "height": 480,
    "codecs": "avc1.64001F,mp4a.40.2", "rate": 29.97,
    "bits": 900_000, "mean_bits": 640_123, "head": 1349, "begins": 1785,
    "segments": [[2_002_000, 160_000], [1_001_000, 80_000]],
}  # fmt: skip
SMALL = {**RUNG, "profile": "h264-240", "sha256": "cd" * 32, "width": 426, "height": 240}
TABLE = json.dumps({"rungs": [SMALL, RUNG]}).encode()


def written(profile: str) -> str | None:
    return playlists.write(TABLE, sha256="ef" * 32, profile=profile, key="k", on=TODAY)


def test_the_first_playlist_lists_every_size_and_begins_with_what_plays_first():
    lines = (written("hls") or "").splitlines()
    assert lines[:3] == ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    assert lines[3] == (
        '#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=640123,CODECS="avc1.64001F,mp4a.40.2",'
        "RESOLUTION=852x480,FRAME-RATE=29.970"
    )
    asked = [verify(address, key="k", on=TODAY) for address in lines[4::2]]
    assert [(each.sha256, each.profile) for each in asked if each] == [
        ("ef" * 32, "hls-h264-480"), ("ef" * 32, "hls-h264-240"),
    ]  # fmt: skip


def test_a_size_has_a_playlist_of_pieces_of_its_one_file():
    lines = (written("hls-h264-480") or "").splitlines()
    address = lines[-2]
    asked = verify(address, key="k", on=TODAY)
    assert asked is not None
    assert (asked.sha256, asked.profile) == ("ab" * 32, "h264-480")
    assert lines[3:] == [
        "#EXT-X-TARGETDURATION:2",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        f'#EXT-X-MAP:URI="{address}",BYTERANGE="1349@0"',
        *("#EXTINF:2.002000,", "#EXT-X-BYTERANGE:160000@1785", address),
        *("#EXTINF:1.001000,", "#EXT-X-BYTERANGE:80000@161785", address),
        "#EXT-X-ENDLIST",
    ]
    assert written("hls-h264-1080") is None


def pictures_in(data: bytes) -> list[int]:
    """Decode a film; the height of each picture."""
    with av.open(io.BytesIO(data), "r") as film:
        return [picture.height for picture in film.decode(video=0)]


@pytest.mark.slow
def test_every_piece_of_every_size_can_be_fetched_and_played_until_it_is_taken_down(live: Live):
    """Fetched as a player does it, the pieces of one playlist are a whole film."""
    member, anyone = make_member("ana"), live.stranger()
    upload = actions.ingest_file(sample("hd.mp4"), name="hd.mp4", member=member, at=NOON)
    run_jobs("media")
    assert Processing.objects.get().state == "ready"
    table = rendition_address(Rendition.objects.get(profile="hls"))
    first = anyone.get(table)
    assert first.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert first.headers["x-content-type-options"] == "nosniff"
    heights = [int(height) for height in re.findall(rb"RESOLUTION=\d+x(\d+)", first.body)]
    assert heights == [480, 240, 360, 720]
    addresses = [line for line in first.body.decode().splitlines() if line.startswith("/media/")]
    for address, height in zip(addresses, heights, strict=True):
        text = anyone.get(address).body.decode()
        [(file, length)] = re.findall(r'MAP:URI="(.*)",BYTERANGE="(\d+)@0"', text)
        data = anyone.get(file, Range=f"bytes=0-{int(length) - 1}").body
        for size, at in re.findall(r"BYTERANGE:(\d+)@(\d+)", text):
            data += anyone.get(file, Range=f"bytes={at}-{int(at) + int(size) - 1}").body
        assert pictures_in(data) == [height] * 25
    assert upload.blob is not None
    BlobDenial.objects.create(blob=upload.blob, reason="hold 1", at=NOON)
    every = [table, *addresses, file]
    wait_for(lambda: {anyone.get(each).status for each in every * 4} == {404}, seconds=3)


def test_playlists_of_a_film_that_was_not_given_are_not_there():
    assert not playlists.is_playlist("h264-480")
    assert not playlists.is_playlist("hlsx")

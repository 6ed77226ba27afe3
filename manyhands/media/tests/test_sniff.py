"""What a file is is decided by its content; what could name other files or run script is never played."""

from __future__ import annotations

import pytest

from manyhands.media.kinds import Kind
from manyhands.media.sniff import sniff
from tests import media_samples as media

WRONG_NAME = "holiday.exe"


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (media.AUDIO, Kind.AUDIO),
        (media.VIDEO, Kind.VIDEO),
        (media.PICTURES, Kind.IMAGE),
        (media.TEXTS, Kind.TEXT),
    ],
)
def test_every_format_is_known_under_any_name(names, kind, tmp_path):
    for name in names:
        disguised = tmp_path / WRONG_NAME
        disguised.write_bytes(media.sample(name).read_bytes())
        assert sniff(disguised).kind == kind, name


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("tone.opus", "audio/ogg"),
        ("tone.m4a", "audio/mp4"),
        ("clip-h264.mov", "video/quicktime"),
        ("clip-h264.mkv", "video/x-matroska"),
        ("clip-vp9.webm", "video/webm"),
        ("drawing.heic", "image/heic"),
        ("drawing.avif", "image/avif"),
    ],
)
def test_the_type_is_ours_not_the_uploaders(name, mime):
    assert sniff(media.sample(name)).mime == mime


NEVER_RENDERED = {
    "hls": b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "hls behind a byte order mark": b"\xef\xbb\xbf#EXTM3U\nfile:///etc/passwd\n",
    "hls behind blank lines": b"\n\n  #EXTM3U\nfile:///etc/passwd\n",
    "ffconcat": b"ffconcat version 1.0\nfile private.mp4\n",
    "sdp": b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=audio 9 RTP/AVP 0\r\n",
    "dash": b'<?xml version="1.0"?><MPD><Period/></MPD>',
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="p.png"/></svg>',
    "svg behind a comment": b"<!DOCTYPE svg><svg><script>alert(1)</script></svg>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "old html": b"<html><body>hi",
    "pls": b"[playlist]\nFile1=/etc/passwd\n",
    "program": b"#!/bin/sh\nrm -rf /\n",
    "pdf": b"%PDF-1.7\n\xe2\xe3\xcf\xd3",
    "zip": b"PK\x03\x04\x14\x00\x00\x00",
    "exe": b"MZ\x90\x00\x03",
    "text with a NUL": b"hello\x00world",
    "latin-1 text": "café".encode("latin-1"),
    "control characters": b"\x1b[31mred",
    "nothing": b"",
    "raw camera picture": b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom",
    "one lonely mp3 frame header": b"\xff\xfb\x90\x00" + b"x" * 2000,
}


@pytest.mark.parametrize("name", NEVER_RENDERED)
@pytest.mark.parametrize("suffix", [".mp4", ".txt", ".jpg"])
def test_everything_else_is_an_attachment(name, suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    path.write_bytes(NEVER_RENDERED[name])
    assert sniff(path).kind == Kind.ATTACHMENT


def test_an_mp3_behind_a_large_cover_picture_is_an_mp3(tmp_path):
    size = 300_000
    tag = b"ID3\x03\x00\x00" + bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0)) + bytes(size)
    path = tmp_path / "x"
    path.write_bytes(tag + media.sample("tone.mp3").read_bytes())
    assert sniff(path).container == "mp3"


def test_an_mp3_without_any_tag_is_an_mp3(tmp_path):
    whole = media.sample("tone.mp3").read_bytes()
    path = tmp_path / "x"
    path.write_bytes(whole[whole.index(b"\xff\xfb") :])
    assert sniff(path).container == "mp3"


def test_text_may_be_in_any_script(tmp_path):
    path = tmp_path / "x"
    path.write_text("東京で録音した雨の音\nمطر\nДождь\tна жести\n", encoding="utf-8")
    assert sniff(path).kind == Kind.TEXT

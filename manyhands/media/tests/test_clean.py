"""What others get as the original: the same sound and picture, and not a word about people and places."""

from __future__ import annotations

import random
import struct
import subprocess
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from manyhands.media import ffmpeg
from manyhands.media.inside import images
from manyhands.media.inside.bare import gif, heif, jpeg, mpeg, png, webp
from manyhands.media.ladder import clean
from manyhands.media.probe import probe
from manyhands.media.report import Report
from manyhands.media.tests.told import TOLD, told
from tests.media_samples import sample
from tests.quick import one_of_each

SECRETS = (b"Secret", "Secret".encode("utf-16-le"), "Secret".encode("utf-16-be"), b"52.5163", b"+52.")


def cleaned(path: Path, folder: Path) -> tuple[Report, Path]:
    report = probe(path)
    folder.mkdir(exist_ok=True)
    made = clean.step(report).make(path, folder)
    return report, made.files[0][1]


def secrets_in(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return [word for word in SECRETS if word in data]


@pytest.mark.parametrize("name", one_of_each(TOLD, "told.jpeg", "told.mp3"))
def test_nothing_is_told_and_nothing_else_is_lost(name, tmp_path):
    path = told(name, tmp_path)
    assert secrets_in(path), "the sample tells nothing"
    report, made = cleaned(path, tmp_path / "work")
    assert secrets_in(made) == []
    found = probe(made)
    assert (found.has_location, found.has_personal) == (False, False)
    assert (found.kind, found.container, found.width, found.height) == (
        report.kind,
        report.container,
        report.width,
        report.height,
    )
    assert essence(made, report) == essence(path, report)


def essence(path: Path, report: Report) -> str:
    """What is seen and heard: a hash of every picture and sample, decoded."""
    if report.still:
        warnings.filterwarnings("ignore", message="Image appears to be a malformed MPO")
        with Image.open(path, formats=[images.FORMATS[report.container]]) as shown:
            return str(hash(shown.convert("RGBA").tobytes()))
    argv = [str(ffmpeg.choose().path), "-v", "error", "-i", str(path), "-map", "0:V?", "-map", "0:a?"]
    argv += ["-f", "streamhash", "-hash", "sha256", "-fps_mode", "passthrough", "-"]
    return subprocess.run(argv, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.slow
def test_a_turned_photo_stays_turned(tmp_path):
    for name in ("told.jpeg", "told.png", "told.webp"):
        report, made = cleaned(told(name, tmp_path), tmp_path / name.replace(".", "-"))
        with Image.open(made) as shown:
            assert shown.getexif().get(0x0112) == 6, name
        assert (report.width, report.height) == (480, 640)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["drawing.jpeg", "drawing.png", "clear.png", "animated.gif", "animated.webp"]
)
def test_a_picture_that_tells_nothing_is_stored_once(name, tmp_path):
    _report, made = cleaned(sample(name), tmp_path)
    assert made.read_bytes() == sample(name).read_bytes()


@pytest.mark.slow
def test_colours_and_frames_are_kept(tmp_path):
    with Image.open(sample("swapped.jpeg")) as wanted:
        _report, made = cleaned(sample("swapped.jpeg"), tmp_path)
        with Image.open(made) as shown:
            assert shown.info["icc_profile"] == wanted.info["icc_profile"]
    for name, frames in (("told.gif", 3), ("told-animated.png", 3)):
        _report, made = cleaned(told(name, tmp_path), tmp_path / name.replace(".", "-"))
        with Image.open(made) as shown:
            assert getattr(shown, "n_frames", 1) == frames


def test_what_cannot_be_wrapped_whole_keeps_its_first_tracks(tmp_path):
    """A second track that the container does not take must not cost others the film."""
    path = tmp_path / "film.webm"
    argv = [str(ffmpeg.choose().path), "-v", "error", "-i", str(sample("clip-vp9.webm")), "-i"]
    argv += [str(sample("tone.mp3")), "-map", "0", "-map", "1:a", "-c", "copy", "-f", "matroska", str(path)]
    subprocess.run(argv, check=True, timeout=60)
    path.write_bytes(path.read_bytes().replace(b"matroska", b"webm\0\0\0\0", 1))
    report, made = cleaned(path, tmp_path / "work")
    assert (report.container, report.streams) == ("webm", 3)
    assert probe(made).streams == 2


WAYS = {
    "drawing.jpeg": lambda data: jpeg.bare(data, orientation=1),
    "drawing.png": lambda data: png.bare(data, orientation=1),
    "drawing.gif": lambda data: gif.bare(data, orientation=1),
    "drawing.webp": lambda data: webp.bare(data, orientation=1),
    "drawing.avif": lambda data: heif.bare(data, orientation=1),
    "drawing.heic": lambda data: heif.bare(data, orientation=1),
    "tone.mp3": mpeg.bare,
}


@pytest.mark.parametrize("name", WAYS)
@settings(deadline=None)  # the first example may have to make the sample
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_broken_bytes_are_refused_or_copied_and_never_hang(name, seed):
    data = bytearray(sample(name).read_bytes())
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(min(len(data), 600))] = chance.randrange(256)
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    try:
        made = WAYS[name](bytes(data))
    except (ValueError, IndexError, KeyError, struct.error):
        return
    assert len(made) <= len(data) + 64

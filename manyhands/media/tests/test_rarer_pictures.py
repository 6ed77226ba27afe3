"""TIFF and BMP are shown, in every depth and colour, and handed on without a word."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from manyhands.media.inside.bare import bmp, tiff
from manyhands.media.kinds import Kind
from manyhands.media.ladder import steps
from manyhands.media.probe import probe
from manyhands.media.refusals import Refused
from manyhands.media.sniff import sniff
from tests.media_samples import colour_at
from tests.rarer_samples import PICTURES, rare

QUICK = {"drawing-lzw.tiff"}
SLOW_BUT = [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in PICTURES]


def made_of(name, folder):
    """Everything that the ladder makes, by profile."""
    made: dict[str, Path] = {}
    for step in steps(probe(rare(name))):
        made |= {output.profile: path for output, path in step.make(rare(name), folder).files}
    return made


@pytest.mark.parametrize("name", SLOW_BUT)
def test_it_is_shown_and_cleaned(name, tmp_path):
    report = probe(rare(name))
    assert (report.kind, report.container) == (Kind.IMAGE, name.rpartition(".")[2])
    assert (report.width, report.height) == ((480, 640) if name == "told.tiff" else (640, 480))
    made = made_of(name, tmp_path)
    with Image.open(made["jpeg-1200"]) as shown:
        assert shown.size == (report.width, report.height)
        if name in {"drawing.tiff", "drawing.bmp", "palette.bmp", "cmyk.tiff"}:
            assert colour_at(shown, (10, 10)) == pytest.approx((255, 0, 0), abs=40)
        if name == "told.tiff":  # turned to the right: what was at the bottom is on the left
            assert colour_at(shown, (10, 10)) == pytest.approx((0, 0, 255), abs=40)
        if name == "deep-grey.tiff":
            greys = [colour_at(shown, (x, 9))[0] for x in (1, 320, 638)]
            assert greys == pytest.approx([0, 128, 255], abs=4)
    clean = probe(made["clean"])
    assert clean.still == report.still
    assert b"Secret" not in made["clean"].read_bytes()


def test_what_a_tiff_tells_is_seen():
    report = probe(rare("told.tiff"))
    assert (report.has_location, report.has_personal) == (True, True)
    assert report.still
    assert report.still.frames == 2
    assert b"Secret" in rare("told.tiff").read_bytes()


@pytest.mark.parametrize("name", ["drawing.tiff", "drawing.bmp"])
def test_half_a_picture_is_refused(name, tmp_path):
    whole = rare(name).read_bytes()
    path = tmp_path / "x"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused) as caught:
        probe(path)
    assert caught.value.refusal.code in {"picture_cut", "damaged"}


@pytest.mark.parametrize("tag", [(254, 4, 1, 1), (50706, 1, 4, 1)])
def test_the_raw_data_of_a_camera_is_an_attachment(tag, tmp_path):
    """The picture in front of it is a thumbnail, which is not the work."""
    path = tmp_path / "x"
    path.write_bytes(b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHII", *tag) + bytes(400))
    assert sniff(path).kind == Kind.ATTACHMENT


WAYS = {
    "told.tiff": tiff.bare,
    "drawing-lzw.tiff": tiff.bare,
    "drawing.bmp": bmp.bare,
    "palette.bmp": bmp.bare,
}


@pytest.mark.parametrize("name", WAYS)
@settings(deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_broken_bytes_are_refused_or_copied_and_never_hang(name, seed):
    data = bytearray(rare(name).read_bytes())
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(min(len(data), 600))] = chance.randrange(256)
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    try:
        made = WAYS[name](bytes(data), orientation=1)
    except (ValueError, IndexError, KeyError, struct.error, OverflowError):
        return
    assert len(made) <= 3 * len(data) + 8192

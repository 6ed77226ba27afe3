"""Of an animation the first frame is shown; who starts it sees all of them, at their speed, see-through."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ExifTags, Image

from manyhands.media.ladder import Step, steps
from manyhands.media.ladder.picture import MOVING
from manyhands.media.probe import probe
from manyhands.media.tests.hostile_samples import gif
from tests.media_samples import colour_at

COLOURS = ["red", "green", "blue", "white"]
SEEN = [(255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 255, 255)]


def step_of(path: Path) -> Step | None:
    return next((step for step in steps(probe(path)) if step.name == "moving"), None)


def animation(path: Path, size: tuple[int, int] = (800, 400), *, kind: str = "GIF", **more: object) -> Path:
    """Four colours, the left half see-through, of 200, 0, 50 and 300 ms."""
    frames = []
    for colour in COLOURS:
        frame = Image.new("RGBA", size, (0, 0, 0, 0))
        frame.paste(Image.new("RGBA", (size[0] // 2, size[1]), colour), (size[0] // 2, 0))
        if kind == "WEBP":
            frame.putpixel((0, 0), (0, 0, 0, 128))  # or its writer would forget that it is see-through
        frames.append(frame)
    times = [200, 0, 50, 300]
    options = {"duration": times, "loop": 1, "disposal": 2, "quality": 95, **more}
    frames[0].save(path, kind, save_all=True, append_images=frames[1:], **options)
    return path


@pytest.mark.parametrize("kind", ["GIF", "WEBP", pytest.param("PNG", marks=pytest.mark.slow)])
def test_every_frame_is_seen_for_as_long_as_it_should_be(kind, tmp_path):
    step = step_of(animation(tmp_path / "x", kind=kind))
    assert step
    assert not step.needed
    ((output, made),) = step.make(tmp_path / "x", tmp_path).files
    assert (output.profile, output.media_type, output.width, output.height) == (
        MOVING,
        "image/webp",
        640,
        320,
    )
    with Image.open(made, formats=["WEBP"]) as playing:
        assert getattr(playing, "n_frames", 1) == 4
        assert playing.info["loop"] == 0
        times = []
        for number, colour in enumerate(SEEN):
            playing.seek(number)
            playing.load()
            times.append(playing.info["duration"])
            assert colour_at(playing, (600, 100)) == pytest.approx(colour, abs=12)
            assert colour_at(playing, (60, 100), "RGBA")[3] == 0
    assert times == [200, 100, 50, 300]


@pytest.mark.slow
def test_it_tells_nothing_and_is_never_made_larger(tmp_path):
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Secret Person"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = "Secret place"
    path = animation(
        tmp_path / "x", (64, 48), kind="WEBP", exif=exif.tobytes(), xmp=b"<secret>Secret</secret>"
    )
    assert b"Secret" in path.read_bytes()
    step = step_of(path)
    assert step
    ((output, made),) = step.make(path, tmp_path).files
    assert (output.width, output.height) == (64, 48)
    assert not {word for word in (b"Secret", b"EXIF", b"XMP ") if word in made.read_bytes()}


def test_a_still_and_one_that_is_far_too_long_do_not_move(tmp_path):
    still = tmp_path / "still"
    Image.new("RGB", (8, 8)).save(still, "GIF")
    assert step_of(still) is None
    long = tmp_path / "long"
    long.write_bytes(gif(1, 1, frames=3001))
    report = probe(long)
    assert report.still
    assert report.still.frames == 3001
    assert step_of(long) is None

"""The sizes of a film: which there are, that each is whole, and that one may change between them."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manyhands.media import ladder
from manyhands.media.ladder import checks, film
from manyhands.media.ladder.boxes import WrongShape
from manyhands.media.ladder.rungs import FIRST, RUNGS, rungs_of
from manyhands.media.probe import probe
from manyhands.media.refusals import Refused
from manyhands.media.report import Video
from tests.media_samples import sample

FILMS = {profile for profile in ladder.PROFILES if profile.startswith("h264-")}


@cache
def rungs_in(name: str) -> dict[str, Path]:
    """Make the rungs of a sample, and nothing else."""
    folder, report = Path(tempfile.mkdtemp(prefix="rungs-test-")), probe(sample(name))
    made = [s.make(sample(name), folder) for s in ladder.steps(report) if FILMS & set(s.profiles)]
    return {output.profile: path for each in made for output, path in each.files}


def sizes(name: str) -> dict[str, tuple[int, int]]:
    found = {}
    for profile, path in rungs_in(name).items():
        picture = film.read(path).picture
        assert picture is not None
        found[profile] = (picture.width, picture.height)
    return found


def key_frames(path: Path) -> list[float]:
    """When each fragment begins, in seconds."""
    made = film.read(path)
    assert made.picture is not None
    assert all(fragment.opens_with_key(made.picture) for fragment in made.fragments)
    return [each.runs[made.picture.number].begins / made.picture.clock for each in made.fragments]


def make_video(width: int, height: int) -> Video:
    return Video("h264", width, height, width, height, 0, 25.0, 50, "yuv420p", 2000)


@pytest.mark.parametrize(
    ("size", "heights"),
    [
        ((3840, 2160), [240, 360, 480, 720, 1080]),
        ((1080, 1920), [240, 360, 480, 720, 1080]),
        ((1280, 720), [240, 360, 480, 720]),
        ((640, 500), [240, 360, 480]),
        ((640, 360), [240, 360]),
        ((320, 240), [240]),
        ((161, 121), [120]),
    ],
)
def test_a_film_has_the_rungs_that_fit_below_it(size, heights):
    video = make_video(*size)
    assert [_short(video, rung.short_side) for rung in rungs_of(video)] == heights
    assert FIRST in rungs_of(video)


def _short(video: Video, short_side: int) -> int:
    from manyhands.media.ladder.rungs import fit

    return min(fit(video, short_side))


@given(st.integers(2, 9000), st.integers(2, 9000))
def test_rungs_grow_and_no_two_are_the_same(width, height):
    rungs = rungs_of(make_video(width, height))
    heights = [_short(make_video(width, height), rung.short_side) for rung in rungs]
    assert heights == sorted(set(heights))
    assert [rung for rung in RUNGS if rung in rungs] == list(rungs)


def test_a_film_comes_in_every_rung_and_one_may_change_at_each_key_frame():
    made = rungs_in("uneven.mp4")
    assert sizes("uneven.mp4") == {"h264-480": (640, 480), "h264-360": (480, 360), "h264-240": (320, 240)}
    samples = {film.read(path).samples(film.read(path).tracks[0]) for path in made.values()}
    assert samples == {25 + 15}
    [begins] = {tuple(key_frames(path)) for path in made.values()}
    assert begins == pytest.approx((0.0, 2.0), abs=0.5)  # on the decoder's clock, which knows no even steps


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tilted-hd.mov", "hdr-hd.mp4"])
def test_upright_and_in_common_light_in_every_rung(name):
    for profile, size in sizes(name).items():
        found = probe(rungs_in(name)[profile]).video
        assert found is not None
        assert (found.rotation, found.hdr, found.pixel_format) == (0, "", "yuv420p")
        assert (size[0] < size[1]) == name.startswith("tilted")
    assert len(sizes(name)) == 3


@pytest.mark.slow
def test_a_rung_from_which_a_byte_is_missing_does_not_count(tmp_path):
    report = probe(sample("uneven.mp4"))
    [step] = [step for step in ladder.steps(report) if "h264-240" in step.profiles]
    [output] = [output for output in step.outputs if output.profile == "h264-240"]
    data = rungs_in("uneven.mp4")["h264-240"].read_bytes()
    fragments = film.read(rungs_in("uneven.mp4")["h264-240"]).fragments
    proof = checks.is_accounted_for(report)
    for place, wrong in enumerate((data[:-1], data[: fragments[1].at], data[:5000] + data[5001:])):
        path = tmp_path / str(place)
        path.write_bytes(wrong)
        with pytest.raises(Refused):
            proof(output, path)
    proof(output, rungs_in("uneven.mp4")["h264-240"])


def test_what_we_did_not_make_is_not_read_by_its_boxes():
    for name in ("silent.mp4", "tone.mp3"):
        with pytest.raises(WrongShape):
            film.read(sample(name))

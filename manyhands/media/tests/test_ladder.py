"""What is made of an original: it plays, it is whole, it tells nothing about people and places."""

from __future__ import annotations

import json
import re
import struct
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from manyhands.media import ffmpeg, ladder
from manyhands.media.ladder import picture, rungs, sound
from manyhands.media.ladder.step import Facts, gather
from manyhands.media.probe import probe
from manyhands.media.refusals import Refused
from manyhands.media.report import Sound, Still, Video
from tests import media_samples as media
from tests.media_samples import sample
from tests.quick import one_of_each

SEEN = {"poster-480", "jpeg-poster", "scrub", "scrub-table"}


@dataclass
class Climbed:
    """All that the ladder made of one file."""

    files: dict[str, Path]
    outputs: dict[str, ladder.Output]
    facts: Facts


def climb(path: Path, folder: Path) -> Climbed:
    report = probe(path)
    made = Climbed({}, {}, {})
    for step in ladder.steps(report):
        source = made.files[step.of] if step.of else path
        if step.gathers:
            source = gather({profile: made.files[profile] for profile in step.gathers}, folder)
        result = step.make(source, folder)
        made.facts |= result.facts
        for output, file in result.files:
            made.files[output.profile], made.outputs[output.profile] = file, output
    return made


@cache
def made_of(name: str) -> Climbed:
    """Climb once for all tests of this process."""
    return climb(sample(name), Path(tempfile.mkdtemp(prefix="ladder-test-")))


def boxes(data: bytes) -> list[str]:
    """Names of the outermost boxes of an mp4."""
    names, at = [], 0
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        names.append(name.decode())
        at += length
    return names


def first_picture(path: Path) -> Image.Image:
    with av.open(str(path)) as opened:
        picture: Image.Image = next(opened.decode(video=0)).to_image()
        return picture


def sound_in(path: Path) -> Sound:
    found = probe(path).sound
    assert found is not None
    return found


def video_in(path: Path) -> Video:
    found = probe(path).video
    assert found is not None
    return found


def differ(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255."""
    small = (120, 160)
    difference = ImageChops.difference(one.convert("RGB").resize(small), other.convert("RGB").resize(small))
    return sum(ImageStat.Stat(difference).mean) / 3


def test_what_plays_comes_first():
    for name, first in (
        ("tone.wav", "aac-160"),
        ("clip-h264.mp4", "h264-480"),
        ("drawing.png", "webp-480"),
        ("sound-only.webm", "aac-160"),
    ):
        assert ladder.steps(probe(sample(name)))[0].outputs[0].profile == first
    assert ladder.steps(probe(sample("story.md"))) == []


def test_profiles_can_stand_in_an_address():
    for profile in ladder.PROFILES:
        assert re.fullmatch("[a-z0-9-]{1,40}", profile)
    for name in ("tone.wav", "clip-h264.mp4", "drawing.png"):
        assert {p for step in ladder.steps(probe(sample(name))) for p in step.profiles} <= ladder.PROFILES


@pytest.mark.parametrize("name", one_of_each(media.AUDIO, "tone.mp3"))
def test_sound_of_every_format_plays(name):
    made = made_of(name)
    sound = sound_in(made.files["aac-160"])
    assert (probe(made.files["aac-160"]).kind, sound.codec) == ("audio", "aac")
    assert sound.samples / sound.sample_rate == pytest.approx(2.0, abs=0.06)
    assert made.facts["loudness_clufs"] == pytest.approx(-1880, abs=60)
    assert len(str(made.facts["shape"])) == 120
    free = sound_in(made.files["opus-128"])
    assert free.codec == "opus"
    assert free.samples / free.sample_rate == pytest.approx(2.0, abs=0.06)


@pytest.mark.parametrize("name", one_of_each(media.VIDEO, "clip-vp9.webm"))
def test_video_of_every_format_plays(name):
    made = made_of(name)
    report = probe(made.files["h264-480"])
    video = video_in(made.files["h264-480"])
    assert (video.codec, video.frames, video.pixel_format) == ("h264", 50, "yuv420p")
    assert (report.width, report.height, sound_in(made.files["h264-480"]).codec) == (320, 240, "aac")
    assert set(made.files) == {"h264-480", *SEEN, "peaks", "peaks-fine", "clean"}


@pytest.mark.parametrize("name", one_of_each(media.PICTURES, "drawing.heic"))
def test_a_picture_of_every_format_is_shown(name):
    made = made_of(name)
    for profile, size in (("webp-480", (480, 360)), ("webp-1200", (640, 480)), ("jpeg-1200", (640, 480))):
        with Image.open(made.files[profile]) as shown:
            assert shown.size == size
            assert differ(shown, media.drawing()) < 4


@pytest.mark.slow
def test_one_file_streams_by_range_and_downloads():
    """An index of all fragments stands before the first of them, and begin and end are exact."""
    for path in (made_of("clip-vp9.webm").files["h264-480"], made_of("tone.mp3").files["aac-160"]):
        assert boxes(path.read_bytes())[:3] == ["ftyp", "moov", "sidx"]
    with av.open(str(made_of("clip-vp9.webm").files["h264-480"])) as opened:
        starts = [float((each.start_time or 0) * (each.time_base or 1)) for each in opened.streams]
    assert starts == pytest.approx([0.0, 0.0], abs=0.025)


@pytest.mark.slow
def test_a_film_that_lies_on_its_side_is_set_upright():
    made = made_of("tilted.mov")
    report = probe(made.files["h264-480"])
    assert (report.width, report.height, video_in(made.files["h264-480"]).rotation) == (240, 320, 0)
    upright = first_picture(sample("tilted.mov")).rotate(90, expand=True)
    assert differ(first_picture(made.files["h264-480"]), upright) < 6
    assert differ(upright.rotate(180), upright) > 30


@pytest.mark.slow
def test_odd_sizes_become_even_and_silent_films_stay_silent():
    odd = made_of("odd.mkv")
    assert (odd.outputs["h264-480"].width, odd.outputs["h264-480"].height) == (160, 120)
    assert probe(odd.files["h264-480"]).sound is None
    assert "peaks" not in odd.files


@pytest.mark.slow
@pytest.mark.parametrize("name", ["hd.mp4", "upright.mp4"])
def test_large_films_are_made_small_in_either_direction(name):
    size = probe(made_of(name).files["h264-480"])
    assert sorted((size.width or 0, size.height or 0)) == [480, 852]


@pytest.mark.slow
def test_the_light_of_an_hdr_screen_is_brought_to_a_common_one():
    assert video_in(sample("hdr.mp4")).hdr == "pq"
    made = made_of("hdr.mp4").files["h264-480"]
    video = video_in(made)
    assert (video.hdr, video.pixel_format) == ("", "yuv420p")
    plain = first_picture(made_of("silent.mp4").files["h264-480"]).convert("L")
    mapped = first_picture(made).convert("L")
    assert ImageStat.Stat(mapped).stddev[0] > ImageStat.Stat(plain).stddev[0] / 4


# In the clean original: which way is up, and the program of ours that wrapped it, which WebM has to name.
NO_SECRETS = {"clean": {b"Exif", b"Lavf"}, "opus-128": {b"Lavf"}}


def secrets_in(made: Climbed) -> list[str]:
    words = (b"Secret", b"secret", b"52.5163", b"13.3777", b"GPS", b"Exif", b"Lavf", b"http://ns.adobe.com")
    return [
        f"{profile}: {word!r}"
        for profile, path in made.files.items()
        for word in words
        if word in path.read_bytes() and word not in NO_SECRETS.get(profile, ())
    ]


@pytest.mark.parametrize(
    "name", one_of_each(["phone.jpeg", "phone.mov", "phone.mp4"], "phone.jpeg", "phone.mp4")
)
def test_nothing_made_tells_a_place_or_a_person(name):
    assert b"Secret" in sample(name).read_bytes()
    made = made_of(name)
    assert secrets_in(made) == []
    for path in (made.files.get("h264-480"), made.files.get("webp-480"), made.files.get("jpeg-1200")):
        if path:
            report = probe(path)
            assert not report.has_location
            assert not report.has_personal


def test_a_turned_photo_is_set_upright():
    """Orientation 6: the camera was turned, so the red corner belongs to the top right."""
    for profile in ("jpeg-1200", "avif-480"):
        with Image.open(made_of("phone.jpeg").files[profile]) as shown:
            assert shown.size == (480, 640)
            red, green, blue = media.colour_at(shown, (470, 10))
            assert (red > 200, green < 60, blue < 60) == (True, True, True)
            assert "exif" not in shown.info


@pytest.mark.slow
def test_colours_are_converted_not_dropped():
    """In this profile red means green."""
    for profile in ("webp-480", "avif-480", "jpeg-1200"):
        with Image.open(made_of("swapped.jpeg").files[profile]) as shown:
            red, green, _ = media.colour_at(shown, (10, 10))
            assert green > 200
            assert red < 120
            assert "icc_profile" not in shown.info


@pytest.mark.slow
def test_what_is_clear_stays_clear_or_lies_on_white():
    made = made_of("clear.png")
    for profile in ("webp-480", "avif-480"):
        with Image.open(made.files[profile]) as shown:
            assert media.colour_at(shown, (5, 5), "RGBA")[3] == 0
    with Image.open(made.files["jpeg-1200"]) as shown:
        assert min(media.colour_at(shown, (5, 5))) > 250


@pytest.mark.slow
def test_a_large_photo_has_three_sizes_and_a_small_one_fewer():
    large = made_of("large.jpeg")
    widths = {profile: output.width for profile, output in large.outputs.items() if profile != "clean"}
    three = {f"{coding}-{width}": width for coding in ("webp", "avif") for width in (480, 1200, 2400)}
    assert widths == {**three, "jpeg-1200": 1200}
    small = made_of("animated.gif").outputs
    assert set(small) == {"webp-480", "avif-480", "jpeg-1200", "moving-640", "clean"}


def test_of_an_animation_the_first_frame_is_shown():
    with Image.open(made_of("animated.gif").files["webp-480"]) as shown:
        assert getattr(shown, "n_frames", 1) == 1
        assert media.colour_at(shown, (30, 20))[0] > 200


def test_peaks_show_silence_and_sound():
    made = made_of("half-silent.wav")
    peaks = json.loads(made.files["peaks"].read_text())
    assert (peaks["version"], peaks["bits"], peaks["sample_rate"], peaks["samples_per_pixel"]) == (
        2,
        8,
        48000,
        256,
    )
    assert peaks["length"] == len(peaks["data"]) // 2 == 375
    assert peaks["data"][:370] == [0] * 370
    assert set(peaks["data"][400::2]) == {-128}
    assert set(peaks["data"][401::2]) == {127}
    assert made.facts["shape"] == "00" * 30 + "ff" * 30


def test_fine_peaks_are_audiowaveforms_binary_format():
    data = made_of("half-silent.wav").files["peaks-fine"].read_bytes()
    assert struct.unpack_from("<iIiiIi", data) == (2, 0, 48000, 256, 375, 1)
    pairs = struct.unpack_from("<750h", data, 24)
    assert pairs[:370] == (0,) * 370
    assert min(pairs[400:]) == -32768
    assert max(pairs[400:]) == 32767


@pytest.mark.slow
def test_loudness_is_that_of_ebu_r_128():
    facts = made_of("minus23.wav").facts
    assert facts["loudness_clufs"] == pytest.approx(-2300, abs=10)
    assert facts["true_peak_cdbtp"] == pytest.approx(-2300, abs=20)


def test_loudness_is_read_from_the_end_where_no_stranger_writes():
    said = "title: Summary: I: -1.0 LUFS Peak: 9.0 dBFS\n[x] Summary:\n  I:  -14.2 LUFS\n Peak:  -0.4 dBFS\n"
    assert sound.read_loudness(said) == {"loudness_clufs": -1420, "true_peak_cdbtp": -40}
    assert sound.read_loudness("Summary:\n I: -70.0 LUFS\n Peak: -inf dBFS") == {"loudness_clufs": -7000}
    assert sound.read_loudness("nothing") == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tone.mp3", "clip-h264.mp4", "phone.jpeg"])
def test_a_second_run_makes_the_same_bytes(name, tmp_path):
    """A job may run twice; its results are the same blobs then."""
    again = climb(sample(name), tmp_path)
    for profile, path in made_of(name).files.items():
        assert again.files[profile].read_bytes() == path.read_bytes(), profile


def test_progress_is_told_and_ends(tmp_path):
    told: list[float] = []
    [first, *_] = ladder.steps(probe(sample("long.flac")))
    first.make(sample("long.flac"), tmp_path, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 1


@pytest.mark.slow
@pytest.mark.parametrize(("name", "cut"), [("long.mp3", "half"), ("long.mp4", "half")])
def test_what_does_not_come_out_whole_does_not_count(name, cut, tmp_path):
    """The report is of the whole file; the disk gives back half of it."""
    report = probe(sample(name))
    whole = sample(name).read_bytes()
    path = tmp_path / cut
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused) as caught:
        ladder.steps(report)[0].make(path, tmp_path)
    assert caught.value.refusal.code in {"came_out_wrong", "damaged"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tone.opus", "clip-h265.mp4", "clip-av1.webm", "hdr.mp4", "tilted.mov"])
def test_the_ffmpeg_of_the_wheel_makes_the_same_things(name, tmp_path, monkeypatch):
    expected = made_of(name)  # before: what it makes is kept for other tests
    wheels = ffmpeg.choose.__wrapped__
    with monkeypatch.context() as there:
        there.setenv("MANYHANDS_FFMPEG", "wheel")
        there.setattr(ffmpeg, "choose", wheels)
        assert ffmpeg.choose().origin == "wheel"
        made = climb(sample(name), tmp_path)
    assert made.outputs == expected.outputs
    assert secrets_in(made) == []


def make_video(width: int, height: int) -> Video:
    return Video("h264", width, height, width, height, 0, 25.0, 50, "yuv420p", 2000)


SIDES = st.integers(min_value=1, max_value=9000)


@given(SIDES, SIDES, st.sampled_from([240, 480, 1080]))
def test_no_rung_is_larger_than_its_source(width, height, short_side):
    made_width, made_height = rungs.fit(make_video(width, height), short_side)
    assert made_width % 2 == made_height % 2 == 0
    assert made_width <= max(2, width)
    assert made_height <= max(2, height)
    assert min(made_width, made_height) <= short_side


@given(SIDES, SIDES, st.sampled_from(picture.WIDTHS))
def test_no_picture_is_larger_than_its_source(width, height, wanted):
    still = Still(width, height, 1, has_alpha=False, is_turned=False, colours="none")
    made_width, made_height = picture.fit(still, wanted)
    assert 1 <= made_width <= min(width, wanted)
    assert 1 <= made_height <= min(height, picture.LONGEST_SIDE)

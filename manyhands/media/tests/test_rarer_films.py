"""What cameras and old disks hold is seen too, whatever its coding, rhythm, shape or container."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from manyhands.media import ffmpeg
from manyhands.media.inside import claims
from manyhands.media.kinds import Kind
from manyhands.media.ladder import clean, steps
from manyhands.media.probe import probe
from manyhands.media.refusals import Refused
from tests.quick import one_of_each
from tests.rarer_samples import FILMS, rare

QUICK = {"clip.avi"}


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in FILMS]
)
def test_it_plays_and_is_cleaned(name, tmp_path):
    codec, width, height, frames, _recipe = FILMS[name]
    report = probe(rare(name))
    assert report.video
    assert (report.kind, report.video.codec, report.video.frames) == (Kind.VIDEO, codec, frames)
    assert (report.width, report.height) == (width, height)
    assert report.duration_ms == pytest.approx(2000, abs=100)
    assert (report.sound is None) == name.startswith("silent")
    first, *_rest = steps(report)
    playing = probe(first.make(rare(name), tmp_path).files[0][1])
    assert playing.video
    assert (playing.width, playing.height) == (width // 2 * 2, height // 2 * 2)
    # pictures that come when they come are repeated, so that all rungs change at the same moments
    assert frames - 2 <= playing.video.frames <= 62
    made = clean.step(report).make(rare(name), tmp_path)
    assert probe(made.files[0][1]).container == report.container


def test_half_of_a_film_is_refused(tmp_path):
    whole = rare("clip.avi").read_bytes()
    path = tmp_path / "x"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused) as caught:
        probe(path)
    assert caught.value.refusal.code in {"truncated", "broken_off"}


@pytest.mark.parametrize("name", one_of_each(["clip.mpg", "clip.vob", "clip.ts", "clip.m2ts"], "clip.mpg"))
def test_a_stream_that_breaks_off_within_a_packet_is_refused(name, tmp_path):
    """It does not say how long it is, so a cut between two packets cannot be told from the end."""
    whole = rare(name).read_bytes()
    path = tmp_path / "x"
    for end in (len(whole) // 2 + 700, len(whole) - 1):
        path.write_bytes(whole[:end])
        assert claims.read(path, probe(rare(name)).container).is_cut
    with pytest.raises(Refused) as caught:
        probe(path)
    assert caught.value.refusal.code == "broken_off"


TELLING = (
    *("-metadata", "title=Secret Place", "-metadata", "artist=Secret Person"),
    *("-metadata:s", "title=Secret Track", "-metadata", "service_name=Secret Service"),
)


def secrets_in(path: Path) -> int:
    """Windows Media writes two bytes a letter."""
    data = path.read_bytes()
    return data.count(b"Secret") + data.count("Secret".encode("utf-16-le"))


@pytest.mark.parametrize("name", ["tone.aiff", "tone.wma", "clip.avi", "clip.ogv", "clip.ts"])
@pytest.mark.slow
def test_what_they_tell_is_not_handed_on(name, tmp_path):
    path = tmp_path / name
    argv = [str(ffmpeg.choose().path), "-v", "error", "-i", str(rare(name)), "-c", "copy", *TELLING]
    argv += ["-write_id3v2", "1"] if name.endswith(".aiff") else []
    subprocess.run([*argv, str(path)], check=True, timeout=60)
    assert secrets_in(path) > 0
    report = probe(path)
    work = tmp_path / "work"
    work.mkdir()
    made = clean.step(report).make(path, work).files[0][1]
    assert secrets_in(made) == 0
    assert report.has_personal or name == "clip.ts"  # whose names belong to no track

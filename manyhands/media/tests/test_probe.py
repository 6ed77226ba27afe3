"""The probe says what a file is and how long; what did not arrive whole is refused, with numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from manyhands.media.kinds import Kind
from manyhands.media.probe import from_json, probe, to_json
from manyhands.media.refusals import Refused, sentence
from manyhands.media.report import Bounds
from tests import media_samples as media
from tests.media_samples import sample
from tests.quick import one_of_each

SOUND_CODECS = {
    "tone.wav": "pcm_s16le",
    "tone.flac": "flac",
    "tone.mp3": "mp3",
    "tone.ogg": "vorbis",
    "tone.opus": "opus",
    "tone.m4a": "aac",
}
VIDEO_CODECS = {
    "clip-h264.mp4": "h264",
    "clip-h264.mov": "h264",
    "clip-h264.mkv": "h264",
    "clip-h265.mp4": "hevc",
    "clip-av1.mp4": "av1",
    "clip-av1.webm": "av1",
    "clip-vp8.webm": "vp8",
    "clip-vp9.webm": "vp9",
}


def refusal_of(path: Path, **bounds: int) -> Refused:
    with pytest.raises(Refused) as caught:
        probe(path, bounds=Bounds(**bounds))
    return caught.value


def cut(name: str, share: float, folder: Path) -> Path:
    whole = sample(name).read_bytes()
    path = folder / "x"
    path.write_bytes(whole[: int(len(whole) * share)])
    return path


@pytest.mark.parametrize("name", media.AUDIO)
def test_hears_every_sound_format_to_the_end(name):
    report = probe(sample(name))
    assert (report.kind, report.video) == (Kind.AUDIO, None)
    assert report.duration_ms == pytest.approx(2000, abs=40)
    assert report.sound
    assert report.sound.codec == SOUND_CODECS[name]
    assert report.sound.samples / report.sound.sample_rate == pytest.approx(2.0, abs=0.05)


@pytest.mark.parametrize("name", media.VIDEO)
def test_sees_every_video_format_to_the_end(name):
    report = probe(sample(name))
    assert report.kind == Kind.VIDEO
    assert (report.width, report.height) == (320, 240)
    assert report.video
    assert (report.video.codec, report.video.frames) == (VIDEO_CODECS[name], 50)
    assert report.video.frame_rate == pytest.approx(25, abs=0.1)
    assert report.duration_ms == pytest.approx(2000, abs=40)
    assert report.sound is not None


@pytest.mark.parametrize("name", media.PICTURES)
def test_reads_every_picture_format(name):
    report = probe(sample(name))
    assert report.kind == Kind.IMAGE
    assert report.still
    assert (report.width, report.height, report.still.frames) == (640, 480, 1)
    assert report.duration_ms is None


@pytest.mark.parametrize("name", media.TEXTS)
def test_counts_the_words_of_a_text(name):
    report = probe(sample(name))
    assert report.kind == Kind.TEXT
    assert report.words
    assert report.words.words in {11, 12}


@pytest.mark.parametrize(
    ("name", "mime"), [("sound-only.mp4", "audio/mp4"), ("sound-only.webm", "audio/webm")]
)
def test_a_film_without_pictures_is_sound(name, mime):
    report = probe(sample(name))
    assert (report.kind, report.mime, report.width) == (Kind.AUDIO, mime, None)


def test_a_song_with_a_cover_picture_is_sound():
    report = probe(sample("cover.mp3"))
    assert (report.kind, report.video, report.streams) == (Kind.AUDIO, None, 2)


def test_a_silent_film_is_a_film():
    assert probe(sample("silent.mp4")).sound is None


def test_sizes_are_as_shown():
    tilted = probe(sample("tilted.mov"))
    assert tilted.video
    assert (tilted.width, tilted.height, tilted.video.rotation) == (240, 320, 270)
    assert (tilted.video.coded_width, tilted.video.coded_height) == (320, 240)
    wide = probe(sample("wide-pixels.mp4"))
    assert (wide.width, wide.height) == (640, 240)
    turned = probe(sample("phone.jpeg"))
    assert turned.still
    assert (turned.width, turned.height, turned.still.is_turned) == (480, 640, True)
    odd = probe(sample("odd.mkv"))
    assert (odd.width, odd.height) == (161, 121)


def test_an_animation_counts_its_frames():
    for name in ("animated.gif", "animated.webp"):
        report = probe(sample(name))
        assert report.still
        assert report.still.frames == 5
        assert "animated" in report.notes


@pytest.mark.parametrize("name", ["phone.jpeg", "phone.mov", "phone.mp4"])
def test_tells_that_a_place_and_a_person_are_named_but_not_which(name):
    report = probe(sample(name))
    assert report.has_location
    assert report.has_personal
    assert "Secret" not in str(to_json(report))


@pytest.mark.parametrize("name", ["drawing.jpeg", "clip-h264.mp4", "clip-vp9.webm", "tone.flac"])
def test_tells_that_nothing_is_named(name):
    report = probe(sample(name))
    assert not report.has_location
    assert not report.has_personal


@pytest.mark.parametrize("share", one_of_each([0.5, 0.9, 0.2], 0.5))
@pytest.mark.parametrize("name", one_of_each(media.CUTTABLE, "long.mp3", "long.webm", "long-index-last.mp4"))
def test_a_cut_recording_is_refused_with_what_was_found(name, share, tmp_path):
    refused = refusal_of(cut(name, share, tmp_path))
    code, values = refused.refusal.code, refused.refusal.values
    if name == "long-index-last.mp4":
        assert code == "unfinished"
        return
    assert code == ("broken_off" if name in {"long.ogg", "long.opus"} else "truncated")
    assert values["held_ms"] == pytest.approx(12_000 * share, abs=1500)
    assert "upload it again" in sentence(refused.refusal, name=name)


@pytest.mark.slow
@pytest.mark.parametrize("name", one_of_each(media.CUTTABLE, "long.opus", "long.mp4"))
def test_a_whole_recording_is_not(name):
    assert probe(sample(name)).duration_ms == pytest.approx(12_000, abs=60)


@pytest.mark.parametrize("share", one_of_each([0.5, 0.9], 0.5))
@pytest.mark.parametrize("name", media.PICTURES)
def test_a_cut_picture_is_refused(name, share, tmp_path):
    assert refusal_of(cut(name, share, tmp_path)).refusal.code in {"picture_cut", "damaged"}


def test_a_recording_without_a_length_in_its_header_is_whole(tmp_path):
    """MediaRecorder and many recorders cannot go back to write one."""
    live = probe(sample("live.webm"))
    assert live.claimed_ms is None
    assert live.duration_ms == pytest.approx(2000, abs=60)
    wav = bytearray(sample("tone.wav").read_bytes())
    at = wav.index(b"data")
    wav[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    path = tmp_path / "x"
    path.write_bytes(wav)
    assert probe(path).duration_ms == 2000


def test_an_mp3_of_varying_rate_without_a_header_is_whole(tmp_path):
    """ffmpeg guesses its length from the first frame and would call it cut."""
    whole = sample("varying.mp3").read_bytes()
    path = tmp_path / "x"
    path.write_bytes(whole[whole.index(b"\xff\xfb", whole.index(b"Xing") + 100) :])
    report = probe(path)
    assert report.claimed_ms is None
    assert report.duration_ms == pytest.approx(12_000, abs=200)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "x"
    path.touch()
    assert refusal_of(path).refusal.code == "empty"


def test_limits_are_refused_with_numbers():
    assert refusal_of(sample("tone.flac"), seconds=1).refusal.values == {"held_ms": 2000, "limit_ms": 1000}
    assert refusal_of(sample("tone.opus"), seconds=1).refusal.code == "too_long"
    assert refusal_of(sample("drawing.png"), picture_pixels=1000).refusal.code == "too_many_pixels"
    assert refusal_of(sample("clip-h264.mp4"), video_pixels=1000).refusal.code == "too_many_pixels"
    assert refusal_of(sample("clip-h264.mp4"), frame_pixels=320 * 240 * 10).refusal.code == "too_many_frames"
    assert refusal_of(sample("clip-h264.mp4"), streams=1).refusal.code == "too_many_streams"


def test_a_codec_that_is_not_on_the_list_is_named():
    refused = refusal_of(sample("ffv1.mkv"))
    assert refused.refusal.code == "codec_unknown"
    assert "ffv1" in sentence(refused.refusal, name="x.mkv")


def test_what_is_no_media_is_an_attachment_and_not_opened(tmp_path, monkeypatch):
    monkeypatch.setenv("MANYHANDS_JAIL", "none")
    path = tmp_path / "x.mp4"
    path.write_bytes(b"%PDF-1.7 ...")
    assert probe(path).kind == Kind.ATTACHMENT


def test_a_report_comes_back_from_the_database_as_it_was():
    for name in ("clip-h264.mp4", "phone.jpeg", "story.md"):
        report = probe(sample(name))
        assert from_json(to_json(report)) == report


def test_a_report_of_the_wrong_shape_is_not_read():
    with pytest.raises(ValueError, match="validation error"):
        from_json({"kind": "audio", "container": "wav", "mime": "audio/wav", "size": "many"})

"""The hostile set, in each jail and in none: nothing escapes, nothing hangs, and each refusal says why.

``test_hostile`` holds what takes a file through every step; here many small ones are looked into.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from manyhands.media import actions, ladder
from manyhands.media.kinds import Kind
from manyhands.media.ladder import CLEAN, Step
from manyhands.media.models import Processing, Rendition
from manyhands.media.probe import probe
from manyhands.media.refusals import Refusal, Refused, sentence
from manyhands.media.report import Bounds
from manyhands.media.tests import hostile_samples as hostile
from manyhands.media.text import render
from tests.jobs import run_jobs
from tests.make import NOON, make_member

SECRET = b"Nobody has published this. "

slow = pytest.mark.slow
database = pytest.mark.django_db


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "private.ts"
    path.write_bytes(SECRET * 1000)
    return path


def prepared(inputs: Mapping[str, bytes], folder: Path) -> dict[str, Processing]:
    """Upload them all, let the workers look, and read what became of each."""
    ana, found = make_member(), dict[str, int | None]()
    for name, data in inputs.items():
        path = folder / "upload"
        path.write_bytes(data)
        found[name] = actions.ingest_file(path, name=name, member=ana, at=NOON).blob_id
    run_jobs("media")
    rows: dict[int | None, Processing] = {row.blob_id: row for row in Processing.objects.all()}
    return {name: rows[blob_id] for name, blob_id in found.items()}


def refusal_of(data: bytes, name: str, folder: Path) -> str:
    """The code of the refusal; what is said to its owner names the file."""
    path = folder / "upload"
    path.write_bytes(data)
    with pytest.raises(Refused) as caught:
        probe(path)
    assert name in sentence(caught.value.refusal, name=name)
    return caught.value.refusal.code


def assert_told_nothing(rows: Mapping[str, Processing]) -> None:
    assert not Rendition.objects.exists()
    for name, row in rows.items():
        kept = f"{row.log} {row.reason_values} {row.report}".encode()
        assert SECRET not in kept, name


def assert_not_handed_on(words: bytes, path: Path, planned: Sequence[Step], folder: Path) -> None:
    """In what plays first, and in what others get as the original."""
    assert planned[-1].profiles == (CLEAN,)
    for step in (planned[0], planned[-1]):
        with tempfile.TemporaryDirectory(dir=folder) as name:
            for output, made in step.make(path, Path(name)).files:
                assert words not in made.read_bytes(), output.profile


@database
def test_whatever_names_another_file_is_kept_and_never_opened(secret, tmp_path):
    """By no jail at all: nothing of it would need one."""
    endings = itertools.cycle([".mp4", ".mp3", ".jpg", ".m3u8"])
    inputs = hostile.disguises(secret)
    rows = prepared(
        {name + ending: data for (name, data), ending in zip(inputs.items(), endings, strict=False)}, tmp_path
    )
    assert {name: (row.state, row.kind) for name, row in rows.items()} == dict.fromkeys(
        rows, ("ready", "attachment")
    )
    assert_told_nothing(rows)


@slow
@database
def test_behind_the_first_bytes_of_a_film_it_is_refused(in_each_jail, secret, tmp_path):
    playlist = hostile.disguises(secret)["hls by path"]
    rows = prepared(hostile.wrapped(playlist, secret), tmp_path)
    for name, row in rows.items():
        expected = ("ready", "attachment") if name == "x.mp3" else ("failed", "")
        assert (row.state, row.kind) == expected, name
        if row.state == "failed":
            assert name in sentence(Refusal(row.reason_code, row.reason_values), name=name)
    assert_told_nothing(rows)


@database
def test_where_there_is_no_jail_nothing_of_the_set_is_opened(secret, tmp_path, monkeypatch):
    monkeypatch.setenv("MANYHANDS_JAIL", "none")
    inputs = hostile.wrapped(hostile.disguises(secret)["hls by path"], secret)
    inputs |= {"huge.jpg": hostile.PIXELS["huge.jpg"](), "many.gif": hostile.FRAMES["many.gif"]()}
    inputs |= {"tracks.mkv": hostile.matroska(10_000), "exif.jpg": hostile.METADATA["exif.jpg"]()}
    del inputs["x.mp3"]
    rows = prepared(inputs, tmp_path)
    assert {(row.state, row.reason_code) for row in rows.values()} == {("failed", "no_jail")}
    assert_told_nothing(rows)


@slow
def test_pictures_that_unfold_are_refused_by_their_size(in_each_jail, tmp_path):
    """Two decoders see by themselves that the header and what follows cannot both be right."""
    found = {name: refusal_of(make(), name, tmp_path) for name, make in hostile.PIXELS.items()}
    damaged = {"huge.webp", "huge.avif"}
    assert found == {name: "damaged" if name in damaged else "too_many_pixels" for name in hostile.PIXELS}


@slow
def test_animations_that_never_end_are_refused(in_each_jail, tmp_path):
    found = {name: refusal_of(make(), name, tmp_path) for name, make in hostile.FRAMES.items()}
    assert found == dict.fromkeys(hostile.FRAMES, "too_many_frames")


@slow
@pytest.mark.parametrize("name", hostile.METADATA)
def test_endless_words_beside_a_picture_or_a_sound_go_nowhere(name, in_each_jail, tmp_path):
    """They are refused where they unfold; else what is handed on holds none of them."""
    path = tmp_path / "upload"
    path.write_bytes(hostile.METADATA[name]())
    if name in {"text.png", "itext.png", "profile.png"}:
        assert refusal_of(path.read_bytes(), name, tmp_path) == "damaged"
        return
    assert b"Secret" in path.read_bytes()
    assert_not_handed_on(b"Secret", path, ladder.steps(probe(path)), tmp_path)


@slow
def test_a_drawing_that_names_another_file_is_no_cover(in_each_jail, secret, tmp_path):
    """The song plays; of the drawing nothing is left, neither drawn nor handed on."""
    for data in hostile.covered(hostile.disguises(secret)["svg"]).values():
        path = tmp_path / "upload"
        path.write_bytes(data)
        planned = ladder.steps(probe(path))
        assert not [each for step in planned for each in step.outputs if each.media_type.startswith("image")]
        assert_not_handed_on(b"<svg", path, planned, tmp_path)


@pytest.mark.parametrize("before", ["<!-- rain -->\n", "Rain.\n\n", "\u2028"])
def test_a_drawing_behind_words_is_words(before, secret, tmp_path):
    """What is no drawing by its first words is a text, and a text keeps no markup."""
    path = tmp_path / "upload"
    words = before.encode() + hostile.disguises(secret)["svg"]
    path.write_bytes(words)
    assert probe(path).kind in {Kind.TEXT, Kind.ATTACHMENT}
    html = render(words.decode()).html
    assert "<svg" not in html
    assert "<image" not in html


@slow
def test_a_picture_with_words_for_a_colour_profile_is_shown_and_not_handed_on(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(hostile.jpeg_with(0xE2, b"ICC_PROFILE\0\1\1", 1))
    first, *_others, last = ladder.steps(probe(path))
    assert len(first.make(path, tmp_path).files) > 1
    with pytest.raises(Refused):
        last.make(path, tmp_path)


@slow
@pytest.mark.parametrize("name", hostile.STREAMS)
def test_ten_thousand_tracks_are_refused(name, in_each_jail, tmp_path):
    assert refusal_of(hostile.STREAMS[name](), name, tmp_path) in {
        *("damaged", "too_many_streams", "too_much_memory")
    }


@slow
def test_documents_that_unfold_or_name_others_are_refused(in_each_jail, tmp_path):
    found = {name: refusal_of(data, name, tmp_path) for name, data in hostile.documents(tmp_path).items()}
    assert found == {
        **dict.fromkeys(["bomb.docx", "bomb.odt", "parts.docx"], "too_much_output"),
        **dict.fromkeys(["laughs.docx", "laughs.odt", "fetches.docx"], "damaged"),
    }


@slow
@pytest.mark.parametrize("name", hostile.HOURS)
def test_ten_hours_of_silence_are_too_long(name, in_each_jail):
    """A film says so at once. Of sound it is found when it passes the limit, here of half an hour, whatever
    its header and the times in it say.
    """
    with pytest.raises(Refused) as caught:
        probe(hostile.HOURS[name](), bounds=Bounds(seconds=1800))
    assert caught.value.refusal.code == "too_long"

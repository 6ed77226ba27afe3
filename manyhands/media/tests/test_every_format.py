"""A file of each format that we promise goes through the real job and comes out as what plays."""

from __future__ import annotations

import hashlib

import pytest

from manyhands.core.models import EventRow
from manyhands.media import actions
from manyhands.media.models import Processing, Rendition
from manyhands.media.scratch import sweep_scratch
from manyhands.media.store.current import store
from tests import media_samples as media
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import sample
from tests.quick import one_of_each

pytestmark = pytest.mark.django_db

ABOUT_SOUND = {"peaks", "peaks-fine"}
SOUND = {"aac-160", "opus-128", "clean", *ABOUT_SOUND}
SILENT = {"h264-480", "poster-480", "jpeg-poster", "scrub", "scrub-table", "clean"}
FILM = SILENT | ABOUT_SOUND
PICTURE = {"webp-480", "webp-1200", "avif-480", "avif-1200", "jpeg-1200", "clean"}


def prepare(name: str) -> Processing:
    upload = actions.ingest_file(sample(name), name=name, member=make_member(), at=NOON)
    run_jobs("media")
    return Processing.objects.get(blob=upload.blob)


def made(row: Processing) -> dict[str, Rendition]:
    found = {each.profile: each for each in Rendition.objects.filter(source=row.blob)}
    for rendition in found.values():
        data = b"".join(store().read(rendition.output.sha256))
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (
            rendition.output.sha256,
            rendition.output.size,
        )
    return found


def is_done(row: Processing) -> bool:
    """Ready to the last per mille, told once, and nothing is left on the disk of the work."""
    kinds = list(EventRow.objects.filter(kind__startswith="blob.").values_list("kind", flat=True))
    return (
        (row.state, row.progress, row.step, row.reason_code) == ("ready", 1000, "", "")
        and "looked into" in row.log
        and kinds.count("blob.ready") == 1
        and kinds.count("blob.playable") <= 1
        and sweep_scratch() == 0  # what others work on now is theirs
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", one_of_each(media.AUDIO, "tone.mp3"))
def test_sound(name):
    row = prepare(name)
    assert (row.kind, set(made(row)), is_done(row)) == ("audio", SOUND, True)
    assert made(row)["aac-160"].duration_ms == pytest.approx(2000, abs=40)
    assert len(row.shape) == 120
    assert row.shape[60:62] != "00"
    assert row.loudness_clufs == pytest.approx(-1880, abs=60)
    assert EventRow.objects.filter(kind="blob.playable").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", one_of_each(media.VIDEO, "clip-vp9.webm"))
def test_film(name):
    row = prepare(name)
    assert (row.kind, set(made(row)), is_done(row)) == ("video", FILM, True)
    assert (row.width, row.height) == (320, 240)
    assert made(row)["h264-480"].media_type == "video/mp4"
    assert made(row)["poster-480"].width == 320


@pytest.mark.slow
@pytest.mark.parametrize("name", one_of_each(media.PICTURES, "drawing.heic"))
def test_picture(name):
    row = prepare(name)
    assert (row.kind, set(made(row)), is_done(row)) == ("image", PICTURE, True)
    assert [made(row)[each].width for each in ("webp-480", "webp-1200")] == [480, 640]


@pytest.mark.parametrize("name", media.TEXTS)
def test_text_needs_no_renditions(name):
    row = prepare(name)
    assert (row.kind, made(row), is_done(row)) == ("text", {}, True)
    assert row.report is not None
    assert row.report["words"]["words"] > 5


@pytest.mark.parametrize(
    "head", [b"\x00\x01binary", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_anything_else_is_never_rendered(head, tmp_path):
    path = tmp_path / "thing"
    path.write_bytes(head * 40)
    upload = actions.ingest_file(path, name="thing.png", member=make_member(), at=NOON)
    run_jobs("media")
    row = Processing.objects.get(blob=upload.blob)
    assert (row.kind, made(row), is_done(row)) == ("attachment", {}, True)


@pytest.mark.parametrize(
    ("name", "kind", "profiles"),
    [
        ("sound-only.webm", "audio", SOUND),
        ("sound-only.mp4", "audio", SOUND),
        ("cover.mp3", "audio", SOUND),
        pytest.param("silent.mp4", "video", SILENT, marks=pytest.mark.slow),
        pytest.param("tilted.mov", "video", FILM, marks=pytest.mark.slow),
        pytest.param(
            "animated.gif",
            "image",
            {"webp-480", "avif-480", "jpeg-1200", "moving-640", "clean"},
            marks=pytest.mark.slow,
        ),
    ],
)
@pytest.mark.slow
def test_what_is_not_what_its_container_says(name, kind, profiles):
    row = prepare(name)
    assert (row.kind, set(made(row)), is_done(row)) == (kind, profiles, True)

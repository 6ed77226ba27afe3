"""Stems are offered together when there are two that play, and when a browser can hold them."""

from __future__ import annotations

import pytest
from django.test import Client

from manyhands.media.models import Blob, Rendition
from manyhands.works.actions import start_from_files
from manyhands.works.models import File, Purpose, Work
from manyhands.works.queries.stems import MOST_BYTES, stems_of
from tests.make import NOON, make_blob, make_member, make_processing, make_upload, make_work

pytestmark = pytest.mark.django_db
MINUTE = 60_000  # milliseconds


def add_stem(work: Work, name: str, *, minutes: int = 1, kind: str = "audio") -> Blob:
    blob = make_blob()
    processing = make_processing(blob, kind=kind)
    processing.duration_ms = minutes * MINUTE
    processing.save()
    Rendition.objects.create(
        source=blob, profile="aac-160", output=make_blob(), media_type="audio/mp4", at=NOON
    )
    place = work.newest.files.count() + 10
    File.objects.create(version=work.newest, blob=blob, purpose=Purpose.STEM, name=name, position=place)
    return blob


def shown(work: Work) -> list[str] | None:
    files = list(work.newest.files.select_related("blob__processing").order_by("position"))
    found = stems_of([(file.name, file.blob) for file in files if file.purpose == Purpose.STEM])
    return [stem.name for stem in found.stems] if found else None


def test_two_that_play_are_offered_in_their_order():
    work = make_work()
    add_stem(work, "bass.wav")
    assert shown(work) is None
    add_stem(work, "drums.wav")
    add_stem(work, "notes.pdf", kind="attachment")
    assert shown(work) == ["bass.wav", "drums.wav"]
    page = Client().get(work.get_absolute_url()).content.decode()
    assert page.count("data-stem=") == 2


def test_what_a_browser_cannot_hold_is_said_and_not_fetched():
    work = make_work()
    for name in ("bass.wav", "drums.wav"):
        add_stem(work, name, minutes=MOST_BYTES // (4 * 48_000 * 2 * 60) // 2 + 1)
    page = Client().get(work.get_absolute_url()).content.decode()
    assert "too long to be held in a browser" in page
    assert "data-stem=" not in page


def test_the_maker_hears_them_on_the_draft_already():
    ana = make_member("ana")
    uploads = [make_upload(ana, name=name) for name in ("song.wav", "bass.wav", "drums.wav")]
    for upload in uploads:
        assert upload.blob
        Rendition.objects.create(
            source=upload.blob, profile="aac-160", output=make_blob(), media_type="audio/mp4", at=NOON
        )
    (draft,) = start_from_files([upload.pk for upload in uploads], together=True, by=ana, at=NOON)
    draft.files.exclude(name="song.wav").update(purpose=Purpose.STEM)
    browser = Client()
    browser.force_login(ana)
    page = browser.get(f"/drafts/{draft.pk}").content.decode()
    assert page.count("data-stem=") == 2
    assert "Play the stems together" in page

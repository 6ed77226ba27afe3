"""Captions of a work: shown in each language, served as WebVTT, changed by their maker with a new version."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from manyhands.media.actions import ingest_file
from manyhands.media.addresses import verify
from manyhands.media.models import Upload
from manyhands.media.serve.headers import describe, type_of_rendition
from manyhands.people.models import Member
from manyhands.works.actions import CannotPublish, add_files, publish_draft, remove_file, start_from_files
from manyhands.works.actions import start_version as begin
from manyhands.works.models import Purpose, Work
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import sample

pytestmark = pytest.mark.django_db

ENGLISH = "WEBVTT\n\n00:00.100 --> 00:01.500\nThe rain\n"
GERMAN = "1\n00:00:00,100 --> 00:00:01,500\nDer Regen\n"


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


def arrived(member: Member, folder: Path, name: str, words: str) -> Upload:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return ingest_file(path, name=name, member=member, at=NOON)


def published(ana: Member, folder: Path, **captions: str) -> Work:
    song = ingest_file(sample("tone.mp3"), name="rain.mp3", member=ana, at=NOON)
    texts = [arrived(ana, folder, name.replace("__", "."), words) for name, words in captions.items()]
    (draft,) = start_from_files([each.pk for each in (song, *texts)], together=True, by=ana, at=NOON)
    return publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True).work


def tracks(work: Work) -> list[tuple[str, ...]]:
    page = Client().get(work.get_absolute_url()).content.decode()
    return re.findall(r'<track kind="captions" src="([^"]+)" srclang="([^"]+)" label="([^"]+)"', page)


@pytest.mark.slow
def test_each_language_is_a_track_served_as_webvtt(ana, tmp_path):
    work = published(ana, tmp_path, rain__en__vtt=ENGLISH, rain__de__srt=GERMAN)
    run_jobs("media", "fast")
    found = tracks(work)
    assert [row[1:] for row in found] == [("en", "English"), ("de", "Deutsch")]
    day = dt.datetime.now(dt.UTC).date()
    signed = verify(found[1][0], key=settings.MEDIA_KEY, on=day)
    assert signed is not None
    assert type_of_rendition(signed.profile) == "text/vtt"
    headers = dict(describe(sha256=signed.sha256, media_type="text/vtt", name="", modified=""))
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_captions_that_are_wrong_are_refused_with_their_line_prepared_or_not(ana, tmp_path):
    wrong = ENGLISH + "\n00:02.000 --> 00:03.000\n<script>alert(1)</script>\n"
    with pytest.raises(CannotPublish, match=r"Line 7 of “rain\.vtt” holds <script"):
        published(ana, tmp_path, rain__vtt=wrong)
    run_jobs("media", "fast")
    with pytest.raises(CannotPublish, match=r"Line 7 of “rain\.vtt” holds <script"):
        published(ana, tmp_path, rain__vtt=wrong)


@pytest.mark.slow
def test_the_maker_replaces_and_removes_them_with_a_new_version_and_nobody_else_does(ana, tmp_path):
    work = published(ana, tmp_path, rain__en__vtt=ENGLISH)
    draft = begin(work, by=ana, at=NOON)
    remove_file(draft.pk, draft.files.get(purpose=Purpose.CAPTIONS).pk, by=ana)
    add_files(draft.pk, [arrived(ana, tmp_path, "rain.de.srt", GERMAN).pk], by=ana, at=NOON)
    publish_draft(draft.pk, by=ana, at=NOON)
    run_jobs("media", "fast")
    work.refresh_from_db()
    assert [row[1] for row in tracks(work)] == ["de"]
    stranger = Client()
    stranger.force_login(make_member("noor"))
    draft = begin(work, by=ana, at=NOON)
    file = draft.files.get(purpose=Purpose.CAPTIONS)
    answer = stranger.post(f"/drafts/{draft.pk}", {"act": f"remove_file:{file.pk}"})
    assert answer.status_code == 404
    remove_file(draft.pk, file.pk, by=ana)
    publish_draft(draft.pk, by=ana, at=NOON)
    work.refresh_from_db()
    assert tracks(work) == []


def test_their_language_is_chosen_on_the_draft_and_a_name_typed_meanwhile_stays(ana, tmp_path):
    song = ingest_file(sample("tone.mp3"), name="rain.mp3", member=ana, at=NOON)
    words = arrived(ana, tmp_path, "rain.vtt", ENGLISH)
    (draft,) = start_from_files([song.pk, words.pk], together=True, by=ana, at=NOON)
    run_jobs("media")
    browser = Client()
    browser.force_login(ana)
    row = draft.files.get(purpose=Purpose.CAPTIONS)
    mine, shown = f"file-{row.pk}", f"initial-file-{row.pk}-language"

    def sends(**other: str) -> str:
        sent = {"act": "files", f"{mine}-purpose": "captions", shown: "", **other}
        browser.post(f"/drafts/{draft.pk}", sent, headers={"HX-Request": "true"})
        row.refresh_from_db()
        return row.name

    assert f'name="{mine}-language"' in browser.get(f"/drafts/{draft.pk}").content.decode()
    assert sends(**{f"{mine}-name": "rain.vtt", f"{mine}-language": "de"}) == "rain.de.vtt"
    assert sends(**{f"{mine}-name": "storm.fr.vtt", f"{mine}-language": "de", shown: "de"}) == "storm.fr.vtt"
    assert sends(**{f"{mine}-name": "storm.fr.vtt", f"{mine}-language": "de", shown: "de"}) == "storm.fr.vtt"
    assert sends(**{f"{mine}-name": "storm.fr.vtt", f"{mine}-language": "", shown: "fr"}) == "storm.vtt"
    assert sends(**{f"{mine}-name": "storm.vtt", f"{mine}-language": "klingon"}) == "storm.vtt"
    assert sends(**{f"{mine}-name": "storm.vtt", f"{mine}-language": "es"}) == "storm.es.vtt"
    work = publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True).work
    run_jobs("media", "fast")
    assert [found[1:] for found in tracks(work)] == [("es", "español")]

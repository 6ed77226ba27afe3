"""What came of a hostile file is read on its maker's pages; its name is only ever words there."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client

from manyhands.media.actions import ingest_file
from manyhands.media.models import Upload
from manyhands.media.serve.headers import disposition
from manyhands.media.tests import hostile_samples as hostile
from manyhands.media.tests.test_polyglots import NAUGHTY
from manyhands.people.models import Member
from manyhands.works.actions import publish_draft, start_from_files
from manyhands.works.models import File
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import sample

pytestmark = pytest.mark.django_db

REASONS = {
    "bomb.jpg": "“bomb.jpg” is 65000 × 65000 pixels; the limit is 100 million pixels.",
    "endless.gif": "“endless.gif” has 100000 frames of 5000 × 5000 pixels",
    "half.flac": "“half.flac” says 0:02 but holds",
    "list.avi": "“list.avi” holds neither sound nor picture.",
    "words.docx": "“words.docx” unfolds into more data than one file may.",
}


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


@pytest.fixture
def browser(ana: Member) -> Client:
    client = Client()
    client.force_login(ana)
    return client


def arrived(ana: Member, folder: Path, name: str, data: bytes) -> Upload:
    path = folder / "upload"
    path.write_bytes(data)
    return ingest_file(path, name=name, member=ana, at=NOON)


def text_of(client: Client, address: str) -> str:
    """What can be read of a page."""
    response = client.get(address)
    assert response.status_code == 200, address
    return unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


def refused_files(folder: Path) -> dict[str, bytes]:
    flac = sample("tone.flac").read_bytes()
    playlist = hostile.HLS.format(place="/etc/passwd", more="").encode()
    return {
        "bomb.jpg": hostile.PIXELS["huge.jpg"](),
        "endless.gif": hostile.FRAMES["many.gif"](),
        "half.flac": flac[: len(flac) // 2],
        "list.avi": hostile.wrapped(playlist, folder)["x.avi"],
        "words.docx": hostile.documents(folder)["parts.docx"],
    }


@pytest.mark.slow
def test_each_refusal_is_read_on_the_draft_and_on_the_work(ana, browser, tmp_path):
    """A work may be published before its file was looked into; its page then says the same."""
    for name, data in refused_files(tmp_path).items():
        upload = arrived(ana, tmp_path, name, data)
        (draft,) = start_from_files([upload.pk], together=True, by=ana, at=NOON)
        if not name.endswith(".docx"):
            work = publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True).work
            run_jobs("media", "fast")
            assert REASONS[name] in text_of(browser, work.get_absolute_url())
            stranger = text_of(Client(), work.get_absolute_url())
            assert "could not be prepared for playing" in stranger
            (draft,) = start_from_files([upload.pk], together=True, by=ana, at=NOON)
        run_jobs("media", "fast")
        assert REASONS[name] in text_of(browser, f"/drafts/{draft.pk}")


def test_naughty_names_are_shown_as_words_and_saved_under_no_path(ana, browser, tmp_path):
    """On the page of the draft and of the work, and in what a browser is told to save them as."""
    song = arrived(ana, tmp_path, "song.mp3", sample("tone.mp3").read_bytes())
    texts = [
        arrived(ana, tmp_path, name, b"Take %d of the words." % number) for number, name in enumerate(NAUGHTY)
    ]
    (draft,) = start_from_files([upload.pk for upload in (song, *texts)], together=True, by=ana, at=NOON)
    pages = [browser.get(f"/drafts/{draft.pk}").content.decode()]
    work = publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True).work
    run_jobs("fast")
    pages += [client.get(work.get_absolute_url()).content.decode() for client in (browser, Client())]
    for page in pages:
        assert "<img src=x" not in page
        assert not re.search("[\u202e\u200b\ufeff\0]", page)
        assert "49%s" not in page
    assert "雨.png" in pages[1]
    for file in File.objects.filter(version__work=work):
        said = disposition(file.name)
        plain = re.fullmatch(r'attachment(?:; filename="([^"\\]*)"; filename\*=UTF-8\'\'(\S+))?', said)
        assert plain, said
        assert said.isascii()
        assert said.isprintable()
        assert not {"/", "\\"} & set(unquote(plain[2] or ""))

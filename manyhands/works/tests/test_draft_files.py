"""Whatever a file turns out to be, and however far it is: the pages of its draft open."""

from __future__ import annotations

import itertools

import pytest
from django.test import Client

from manyhands.media.kinds import Kind
from manyhands.media.models import ProcessingState, Rendition, Upload
from manyhands.people.models import Member
from manyhands.works.actions import start_from_files
from manyhands.works.models import Draft
from tests.make import NOON, make_blob, make_member, make_upload

LOOKED_AT = list(itertools.product(Kind, (ProcessingState.READY, ProcessingState.FAILED)))
NOT_YET = [("", ProcessingState.WAITING), ("", ProcessingState.RUNNING), ("", ProcessingState.FAILED)]


@pytest.fixture
def ana(db: None) -> Member:
    return make_member("ana")


@pytest.fixture
def browser(ana: Member) -> Client:
    client = Client()
    client.force_login(ana)
    return client


def upload(ana: Member, kind: str, state: ProcessingState, name: str = "take-1.zip") -> Upload:
    reason = "nothing_to_play" if state == ProcessingState.FAILED else ""
    return make_upload(ana, name=name, kind=kind, state=state, reason_code=reason)


def draft_with(*uploads: Upload) -> Draft:
    ana = uploads[0].member
    assert ana
    (draft,) = start_from_files([each.pk for each in uploads], together=True, by=ana, at=NOON)
    return draft


def assert_all_open(browser: Client, draft: Draft) -> str:
    file = draft.files.get()
    part = {"HX-Request": "true"}
    for address in ("/drafts", f"/drafts/{draft.pk}/files/{file.pk}", "/works/new"):
        assert browser.get(address, headers=part if "files" in address else {}).status_code == 200
    response = browser.get(f"/drafts/{draft.pk}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("kind", "state"), [*LOOKED_AT, *NOT_YET])
def test_a_draft_opens_with_any_file_at_any_stage(browser, ana, kind, state):
    html = assert_all_open(browser, draft_with(upload(ana, kind, state)))
    assert "take-1.zip" in html
    assert ('value="retry:' in html) == (state == ProcessingState.FAILED)


def test_a_draft_opens_while_its_file_is_still_arriving(browser, ana):
    html = assert_all_open(browser, draft_with(make_upload(ana, name="long.wav", finished=False)))
    assert "on its way" in html


class TestStage:
    """What plays already, on the page of a draft."""

    def prepared(self, file: Upload, profile: str, media_type: str, **more: int) -> Upload:
        assert file.blob is not None
        Rendition.objects.create(
            source=file.blob, output=make_blob(), profile=profile, media_type=media_type, at=NOON, **more
        )
        return file

    def stage(self, browser: Client, draft: Draft) -> str:
        html = browser.get(f"/drafts/{draft.pk}").content.decode()
        return html.partition('id="stage">')[2].partition("<form")[0]

    def test_sound_film_and_pictures_are_there_as_they_will_be_seen(self, browser, ana):
        sound = self.prepared(upload(ana, "audio", ProcessingState.READY), "aac-160", "audio/mp4")
        film = self.prepared(upload(ana, "video", ProcessingState.READY), "h264-480", "video/mp4")
        picture = self.prepared(
            upload(ana, "image", ProcessingState.READY), "webp-640", "image/webp", width=640, height=480
        )
        for file, sign in ((sound, "<audio"), (film, "<video"), (picture, 'class="picture"')):
            assert sign in self.stage(browser, draft_with(file))

    @pytest.mark.parametrize(("kind", "state"), [*LOOKED_AT, *NOT_YET])
    def test_what_cannot_be_played_is_not_there(self, browser, ana, kind, state):
        assert "<figure" not in self.stage(browser, draft_with(upload(ana, kind, state)))

    def test_it_comes_by_itself_with_the_news_that_the_file_is_ready(self, browser, ana):
        draft = draft_with(self.prepared(upload(ana, "audio", ProcessingState.READY), "aac-160", "audio/mp4"))
        file = draft.files.get()
        news = browser.get(f"/drafts/{draft.pk}/files/{file.pk}", headers={"HX-Request": "true"})
        assert "<audio" in news.content.decode().partition("<hx-partial")[2]

    def test_captions_and_a_cover_come_along(self, browser, ana):
        film = self.prepared(upload(ana, "video", ProcessingState.READY, "film.mp4"), "h264-480", "video/mp4")
        words = self.prepared(upload(ana, "text", ProcessingState.READY, "film.vtt"), "captions", "text/vtt")
        cover = self.prepared(
            upload(ana, "image", ProcessingState.READY, "cover.png"),
            "webp-640",
            "image/webp",
            width=640,
            height=480,
        )
        stage = self.stage(browser, draft_with(film, words, cover))
        shown = Rendition.objects.get(source=words.blob_id).output
        assert f'<track kind="captions" src="/media/{shown.sha256}/' in stage
        assert "poster=" in stage

    def test_a_file_that_takes_its_place_is_what_is_seen_then(self, browser, ana):
        first = self.prepared(upload(ana, "audio", ProcessingState.READY, "one.wav"), "aac-160", "audio/mp4")
        other = self.prepared(upload(ana, "audio", ProcessingState.READY, "two.wav"), "aac-160", "audio/mp4")
        draft = draft_with(first, other)
        rows = draft.files.all()
        sent = {"act": "files", **{f"file-{row.pk}-name": row.name for row in rows}}
        sent |= {f"file-{row.pk}-purpose": "main" for row in rows}  # the newly chosen one unseats the other
        part = browser.post(f"/drafts/{draft.pk}", sent, headers={"HX-Request": "true"}).content.decode()
        assert f'id="player-{other.pk}"' in part.partition("<hx-partial")[2]
        assert f'id="player-{other.pk}"' in self.stage(browser, draft)

    def test_what_plays_is_left_alone_when_something_is_done_to_another_file(self, browser, ana):
        sound = self.prepared(upload(ana, "audio", ProcessingState.READY, "one.wav"), "aac-160", "audio/mp4")
        draft = draft_with(sound, upload(ana, "attachment", ProcessingState.READY, "two.zip"))
        assert f'name="on_stage" value="{sound.pk}"' in browser.get(f"/drafts/{draft.pk}").content.decode()
        sent = {"act": "files", "on_stage": sound.pk}
        part = browser.post(f"/drafts/{draft.pk}", sent, headers={"HX-Request": "true"}).content.decode()
        assert "<hx-partial" not in part
        row = draft.files.get(upload=sound)
        sent["act"] = f"remove_file:{row.pk}"
        part = browser.post(f"/drafts/{draft.pk}", sent, headers={"HX-Request": "true"}).content.decode()
        assert "<hx-partial" in part
        assert "<audio" not in part

"""A take that somebody left is kept or dropped by its maker, and by nobody else."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import av
import pytest
from django.conf import settings
from django.test import Client

from manyhands.core.errors import NotThere
from manyhands.media import actions as media
from manyhands.media import ffmpeg
from manyhands.media.actions import EmptyTake, StillRecorded
from manyhands.media.models import Blob, Upload, Use
from manyhands.media.store.current import store
from manyhands.media.trimming import CannotTrim, Range
from manyhands.media.tus.place import parts
from manyhands.works import actions
from manyhands.works.models import Draft
from manyhands.works.orders import TakeOrder
from tests.make import NOON, make_draft, make_member, make_work

pytestmark = pytest.mark.django_db

LATER = NOON + dt.timedelta(days=1)
SOUND = b"\x1aE\xdf\xa3 what arrived of it"


@pytest.fixture
def ana():
    return make_member("ana")


def left_by(member, data: bytes = SOUND, *, heard_at: dt.datetime = NOON, kind: str = "audio/webm") -> Upload:
    """A recording whose browser is gone."""
    announced = media.Announced(None, "Take 1, 23 November 20.15.webm", kind)
    take = media.start_upload(announced, by=member, at=NOON)
    if data:
        media.reserve_up_to(take, len(data), length=None, at=NOON)
        part = parts().open(take.pk)
        part.append(data)
        part.make_durable()
        part.close()
    media.note_offset(take, len(data), at=heard_at)
    return take


def keep(take: Upload, member, **other) -> Draft:
    return actions.keep_take(TakeOrder(take.pk, **other), by=member, at=LATER)


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


class TestKeeping:
    def test_what_arrived_is_the_file_of_a_draft(self, ana):
        draft = keep(left_by(ana), ana)
        (file,) = draft.files.all()
        assert file.upload.blob
        assert file.upload.blob.size == file.upload.length == len(SOUND)
        assert file.upload.rescued_at == LATER
        assert draft.title == "Take 1, 23 November 20.15"
        assert not (settings.DATA_DIR / "uploads" / file.upload_id).exists()

    def test_twice_finds_the_same_draft_as_it_has_become(self, ana):
        take = left_by(ana)
        draft = keep(take, ana)
        Draft.objects.filter(pk=draft.pk).update(body="written since")
        assert keep(take, ana).body == "written since"
        assert Draft.objects.count() == Blob.objects.count() == 1

    def test_it_goes_into_the_draft_that_it_was_recorded_for(self, ana):
        draft = make_draft(ana)
        take = left_by(ana)
        assert keep(take, ana, draft=draft.pk) == draft
        assert draft.files.filter(upload=take).exists()

    def test_it_names_the_work_that_it_was_recorded_for(self, ana):
        work = make_work(make_member("bo"))
        assert keep(left_by(ana), ana, source=work.pk).sources.get().origin == work.newest

    def test_a_draft_that_is_not_there_costs_no_take(self, ana):
        take = left_by(ana)
        with pytest.raises(NotThere):
            keep(take, ana, draft=make_draft(make_member("bo")).pk)
        assert keep(take, ana).files.count() == 1

    def test_only_its_room_is_taken(self, ana):
        keep(left_by(ana), ana)
        assert Use.objects.get(member=ana).bytes == len(SOUND)


class TestTrimming:
    @pytest.mark.slow
    @pytest.mark.parametrize(("kind", "begins"), [("audio", 1.0), ("video", 0.0)])
    def test_only_the_range_is_kept_and_nothing_is_coded_anew(self, ana, tmp_path, kind, begins):
        take = left_by(ana, recording(tmp_path, kind))
        keep(take, ana, kept=Range(1000, 3000))
        blob = Blob.objects.get()
        path = store().path_of(blob.sha256)
        with av.open(str(path)) as trimmed:
            assert trimmed.duration
            assert abs(trimmed.duration / av.time_base - (3 - begins)) < 0.1
            assert trimmed.streams[0].codec_context.name in {"opus", "vp8"}
        assert Use.objects.get(member=ana).bytes == blob.size

    def test_where_there_is_nothing_nothing_is_kept(self, ana):
        take = left_by(ana)
        for kept in (Range(2000, 1000), Range(1000, 2000)):
            with pytest.raises(CannotTrim):
                keep(take, ana, kept=kept)
        assert keep(take, ana).files.count() == 1

    def test_the_page_says_so_and_the_take_stays(self, ana):
        reply = signed_in(ana).post(f"/takes/{left_by(ana).pk}/keep", {"start": "2", "end": "1"}, follow=True)
        assert "or keep it whole" in reply.content.decode()
        assert Upload.objects.unfinished().exists()


def recording(folder: Path, kind: str) -> bytes:
    """Four seconds as a browser records them, with a key frame every two."""
    path = folder / "recording.webm"
    sound = ("-f", "lavfi", "-i", "sine=f=523:r=48000:d=4", "-c:a", "libopus")
    film = ("-f", "lavfi", "-i", "color=red:s=160x90:r=10:d=4", "-c:v", "libvpx", "-g", "20")
    command = [str(ffmpeg.choose().path), "-v", "error", *(sound if kind == "audio" else film)]
    subprocess.run([*command, "-f", "webm", "-live", "1", str(path)], check=True)
    return path.read_bytes()


class TestRefusing:
    def test_somebody_elses_take_is_not_there(self, ana):
        take, bo = left_by(ana), make_member("bo")
        with pytest.raises(NotThere):
            keep(take, bo)
        with pytest.raises(NotThere):
            media.drop_take(take.pk, by=bo, at=LATER)
        for act in ("keep", "drop"):
            assert signed_in(bo).post(f"/takes/{take.pk}/{act}").status_code == 404
        assert keep(take, ana)

    def test_one_of_which_something_came_just_now_is_still_recorded(self, ana):
        take = left_by(ana, heard_at=LATER - dt.timedelta(seconds=2))
        with pytest.raises(StillRecorded):
            keep(take, ana)
        with pytest.raises(StillRecorded):
            media.drop_take(take.pk, by=ana, at=LATER)
        assert Upload.objects.unfinished().get() == take

    def test_one_that_is_being_written_to_is_still_recorded(self, ana):
        take = left_by(ana)
        writer = parts().open(take.pk)
        with pytest.raises(StillRecorded):
            keep(take, ana)
        writer.close()
        assert keep(take, ana)

    def test_an_empty_one_makes_nothing(self, ana):
        with pytest.raises(EmptyTake):
            keep(left_by(ana, b""), ana)
        assert not Draft.objects.exists()

    def test_a_file_that_is_no_recording_is_no_take(self, ana):
        with pytest.raises(NotThere):
            keep(left_by(ana, kind="application/zip"), ana)


class TestDropping:
    def test_the_bytes_and_their_room_are_free(self, ana):
        take = left_by(ana)
        media.drop_take(take.pk, by=ana, at=LATER)
        assert not (settings.DATA_DIR / "uploads" / take.pk).exists()
        assert Use.objects.get(member=ana).bytes == 0
        with pytest.raises(NotThere):
            keep(take, ana)

    def test_a_kept_one_stays(self, ana):
        take = left_by(ana)
        keep(take, ana)
        with pytest.raises(NotThere):
            media.drop_take(take.pk, by=ana, at=LATER)
        assert Upload.objects.get().removed_at is None


class TestPages:
    @pytest.mark.parametrize("path", ["/record", "/works/new", "/"])
    def test_a_take_is_offered_where_one_comes_back_to(self, ana, path):
        take = left_by(ana, heard_at=NOON + dt.timedelta(seconds=9))
        text = signed_in(ana).get(path).content.decode()
        assert f"/takes/{take.pk}/keep" in text
        assert "0:09" in text
        assert take.pk not in signed_in(make_member("bo")).get(path).content.decode()

    def test_keeping_goes_on_to_the_draft(self, ana):
        take = left_by(ana)
        reply = signed_in(ana).post(f"/takes/{take.pk}/keep", {"draft": "", "source": "nonsense"})
        assert reply.headers["Location"] == f"/drafts/{Draft.objects.get().pk}"

    def test_why_not_is_said_where_one_can_try_again(self, ana):
        take = left_by(ana, b"")
        reply = signed_in(ana).post(f"/takes/{take.pk}/keep", follow=True)
        assert "Nothing of this take arrived" in reply.content.decode()

    def test_dropping_comes_back_to_the_recorder(self, ana):
        reply = signed_in(ana).post(f"/takes/{left_by(ana).pk}/drop", follow=True)
        assert "The take is gone." in reply.content.decode()

    def test_the_recorder_for_a_draft_or_a_work_that_is_not_there(self, ana):
        assert signed_in(ana).get("/record?source=99").status_code == 404
        assert signed_in(ana).get(f"/record?draft={make_draft(make_member('bo')).pk}").status_code == 404

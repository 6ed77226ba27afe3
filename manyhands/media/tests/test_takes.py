"""Takes over real sockets: heard by their owner, ended once; and what was cut off in mid-cluster plays."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from manyhands.core import clock
from manyhands.media import actions as media
from manyhands.media import ffmpeg, probe
from manyhands.media.actions import takes
from manyhands.media.models import Processing, ProcessingState, Rendition, Upload
from manyhands.media.refusals import Refused
from manyhands.media.tests.tus_client import Tus, metadata
from manyhands.media.tus.place import parts
from tests.live import Live
from tests.make import make_member

WEBM = b"\x1aE\xdf\xa3\x42\x82\x84webm" + bytes(200)


def begun(tus: Tus, data: bytes = WEBM) -> str:
    """A recording that is going on; its path."""
    path = tus.begin(None, Upload_Metadata=metadata(filename="take.webm", filetype="audio/webm;codecs=opus"))
    assert tus.patch(path, 0, data).status == 204
    return path


class TestHearing:
    def test_its_owner_hears_what_arrived_whole_or_in_ranges(self, tus):
        path = begun(tus)
        whole = tus.caller.get(path)
        assert (whole.status, whole.body) == (200, WEBM)
        assert whole.headers["content-type"] == "video/webm"
        assert whole.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert whole.headers["cache-control"] == "no-store"
        piece = tus.caller.get(path, Range="bytes=4-9")
        assert (piece.status, piece.body) == (206, WEBM[4:10])
        assert piece.headers["content-range"] == f"bytes 4-9/{len(WEBM)}"
        assert tus.caller.get(path, Range="bytes=9999-").status == 416

    def test_what_is_no_sound_is_only_ever_saved(self, tus):
        reply = tus.caller.get(begun(tus, b"<html><script>alert(1)</script>"))
        assert reply.headers["content-type"] == "application/octet-stream"
        assert reply.headers["content-disposition"] == "attachment"

    def test_nobody_else_hears_it(self, live: Live, tus):
        path = begun(tus)
        assert live.client(make_member("bo")).get(path).status == 404
        assert live.stranger().get(path).status == 401
        assert tus.caller.get(path, Sec_Fetch_Site="cross-site").status == 403


def test_a_take_that_was_ended_elsewhere_takes_no_more(tus, ana, monkeypatch):
    path = begun(tus)
    take = Upload.objects.get()
    with pytest.raises(takes.StillRecorded), media.finishing_take(take.pk, by=ana, at=clock.now()):
        raise AssertionError("it was ended while it was recorded")
    monkeypatch.setattr(takes, "STILL_SENDING", takes.STILL_SENDING * 0)
    with media.finishing_take(take.pk, by=ana, at=clock.now()) as upload:
        assert upload.length == len(WEBM)
    assert tus.patch(path, len(WEBM), b"more").status == 413
    assert tus.caller.get(path).status == 404
    assert Upload.objects.get().length == len(WEBM)


def test_what_is_done_with_a_take_is_done_with_its_end_or_not_at_all(tus, ana, monkeypatch):
    path = begun(tus)
    monkeypatch.setattr(takes, "STILL_SENDING", takes.STILL_SENDING * 0)
    with pytest.raises(ZeroDivisionError), media.finishing_take(path[-32:], by=ana, at=clock.now()):
        raise ZeroDivisionError
    assert Upload.objects.unfinished().get().offset == len(WEBM)
    assert tus.caller.get(path).body == WEBM
    with media.finishing_take(path[-32:], by=ana, at=clock.now()) as upload:
        assert upload.blob


CONTAINERS = {
    "webm": ("-c:a", "libopus", "-c:v", "libvpx", "-deadline", "realtime", "-f", "webm", "-live", "1"),
    "mp4": ("-c:a", "aac", "-c:v", "mpeg4", "-f", "mp4", "-movflags", "frag_keyframe+empty_moov"),
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(("container", "within"), [("webm", b""), ("mp4", b"mdat"), ("mp4", b"moof")])
def test_a_recording_that_breaks_off_in_mid_cluster_plays(container, within, tmp_path: Path):
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    tone, red = "sine=f=523:r=48000:d=4", "color=red:s=160x90:r=10:d=4"
    sources = ("-f", "lavfi", "-i", tone, "-f", "lavfi", "-i", red, "-g", "10")
    command = [str(ffmpeg.choose().path), "-v", "error", *sources, *CONTAINERS[container], str(whole)]
    subprocess.run(command, check=True)
    data = whole.read_bytes()
    cut.write_bytes(data[: data.rindex(within) + 20] if within else data[: len(data) * 93 // 100])
    if container == "mp4":  # of anything but a take, an end in mid-sentence is a lost half
        with pytest.raises(Refused):
            probe.probe(cut)

    ana = make_member("ana")
    take = media.start_upload(media.Announced(None, "take", f"video/{container}"), by=ana, at=clock.now())
    part = parts().open(take.pk)
    part.append(cut.read_bytes())
    part.close()
    media.note_offset(take, cut.stat().st_size, at=clock.now() - takes.STILL_SENDING)
    with media.finishing_take(take.pk, by=ana, at=clock.now()) as upload:
        assert upload.blob_id
    media.prepare(blob_id=upload.blob_id)
    processing = Processing.objects.get()
    assert processing.state == ProcessingState.READY, processing.log
    assert (processing.duration_ms or 0) >= 3000
    assert Rendition.objects.filter(source=upload.blob_id, profile="clean").exists()

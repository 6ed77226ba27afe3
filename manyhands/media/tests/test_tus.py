"""A member uploads by tus 1.0: what the protocol promises, over real sockets."""

from __future__ import annotations

import hashlib
import os

import pytest

from manyhands.media.models import Blob, Processing, ProcessingState, Upload, Use
from manyhands.media.store.current import store
from manyhands.media.tests.tus_client import BYTES, UPLOADS, VERSION, Tus, checksum, metadata, reset
from manyhands.people.models import Member
from tests.jobs import run_jobs, wait_for
from tests.live import Live
from tests.make import make_member


def stored_hash() -> str:
    """The hash of the one upload's blob."""
    blob = Upload.objects.get().blob
    assert blob is not None
    return blob.sha256


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_options_says_what_is_spoken(tus):
    reply = tus.caller.ask("OPTIONS", UPLOADS)
    assert reply.status == 204
    assert reply.headers["tus-version"] == "1.0.0"
    assert set(reply.headers["tus-extension"].split(",")) == {
        "creation", "creation-with-upload", "creation-defer-length", "expiration", "checksum", "termination",
    }  # fmt: skip
    assert reply.headers["tus-checksum-algorithm"] == "sha1,sha256"
    assert int(reply.headers["tus-max-size"]) == 20 * 2**30
    assert not [name for name in reply.headers if name.startswith("access-control")]


def test_bytes_become_a_blob_that_is_read_back(tus: Tus, ana: Member):
    data = os.urandom(3_000_000)
    path = tus.begin(len(data), Upload_Metadata=metadata(filename="song.wav", filetype="audio/wav"))
    assert tus.patch(path, 0, data).status == 204

    upload = Upload.objects.get()
    assert (upload.member, upload.name, upload.declared_type) == (ana, "song.wav", "audio/wav")
    assert upload.finished_at is not None
    assert upload.blob == Blob.objects.get(sha256=sha256(data), size=len(data))
    assert b"".join(store().read(sha256(data))) == data
    assert run_jobs() == 1
    assert Processing.objects.get().kind == "attachment"


def test_damage_between_the_last_byte_and_the_probe_is_found(tus):
    data = os.urandom(100_000)
    tus.upload(data)
    stored = store().path_of(sha256(data))
    assert stored is not None
    stored.chmod(0o600)
    with stored.open("r+b") as file:
        file.seek(5000)
        file.write(bytes([data[5000] ^ 1]))
    run_jobs()
    processing = Processing.objects.get()
    assert (processing.state, processing.reason_code) == (ProcessingState.FAILED, "damaged_here")


def test_head_gives_back_what_was_said(tus):
    said = metadata(filename="a.wav", tempo="120")
    reply = tus.head(tus.begin(10, Upload_Metadata=said))
    assert (reply.headers["upload-offset"], reply.headers["upload-length"]) == ("0", "10")
    assert reply.headers["upload-metadata"] == said
    assert reply.headers["cache-control"] == "no-store"
    assert "GMT" in reply.headers["upload-expires"]


@pytest.mark.parametrize("cut_after", [1, 4096, 700_000, 1_999_999])
def test_a_cut_line_keeps_its_bytes_and_resumes_to_the_same_file(tus, cut_after):
    data = os.urandom(2_000_000)
    path = tus.begin(len(data))
    line = tus.open_patch(path, 0, len(data))
    line.sendall(data[:cut_after])
    line.close()
    wait_for(lambda: tus.offset(path) == cut_after)
    assert Upload.objects.get().finished_at is None
    assert tus.patch(path, cut_after, data[cut_after:]).status == 204
    assert stored_hash() == sha256(data)


def test_a_line_reset_in_the_middle_resumes_to_the_same_file(tus):
    data = os.urandom(2_000_000)
    path = tus.begin(len(data))
    line = tus.open_patch(path, 0, len(data))
    line.sendall(data[:1_500_000])
    reset(line)  # what the network still held is lost
    tried: list[int] = []

    def resumes() -> bool:
        """As a client does: after 423 and 409 it asks once more, for the reset may not be seen yet."""
        offset = tus.offset(path)
        assert offset <= 1_500_000
        tried.append(tus.patch(path, offset, data[offset:]).status)
        return 204 in tried

    wait_for(resumes)
    assert set(tried) <= {204, 409, 423}
    assert stored_hash() == sha256(data)


def test_the_answer_to_the_last_byte_may_be_lost(tus):
    data = os.urandom(50_000)
    path = tus.begin(len(data))
    line = tus.open_patch(path, 0, len(data))
    line.sendall(data)
    wait_for(lambda: Upload.objects.get().finished_at is not None)
    reset(line)
    assert tus.offset(path) == len(data)
    assert stored_hash() == sha256(data)


@pytest.mark.slow
def test_two_writers_at_once_are_kept_apart(tus):
    path = tus.begin(100)
    line = tus.open_patch(path, 0, 100)
    line.sendall(b"x" * 60)
    wait_for(lambda: tus.patch(path, 10**17, b"").status == 423)
    second = tus.patch(path, 0, b"y" * 100)
    assert (second.status, second.headers["retry-after"]) == (423, "1")
    line.sendall(b"x" * 40)
    assert b" 204 " in line.recv(1000)
    line.close()
    assert stored_hash() == sha256(b"x" * 100)


def test_creation_may_carry_the_first_bytes(tus):
    data = os.urandom(5000)
    some = tus.create(len(data), data[:2000], **BYTES)
    assert (some.status, some.headers["upload-offset"]) == (201, "2000")
    assert tus.patch(some.headers["location"], 2000, data[2000:]).status == 204
    whole = tus.create(len(data), data, **BYTES)
    assert (whole.status, whole.headers["upload-offset"]) == (201, str(len(data)))
    assert "upload-expires" not in whole.headers
    assert set(Upload.objects.values_list("blob__sha256", flat=True)) == {sha256(data)}


def test_a_recording_says_its_length_when_it_ends(tus, ana):
    path = tus.begin(None)
    assert tus.head(path).headers["upload-defer-length"] == "1"
    assert tus.patch(path, 0, b"first ").status == 204
    assert Use.objects.get(member=ana).bytes == 6
    assert tus.patch(path, 6, b"second", Upload_Length="20").status == 204
    assert tus.patch(path, 12, b"more", Upload_Length="17").status == 400  # it cannot change any more
    assert tus.head(path).headers["upload-length"] == "20"
    assert tus.patch(path, 12, b" and end").status == 204
    assert stored_hash() == sha256(b"first second and end")
    assert Use.objects.get(member=ana).bytes == 20


def test_a_recording_may_end_without_another_byte(tus):
    path = tus.begin(None)
    tus.patch(path, 0, b"all there is")
    assert tus.patch(path, 12, b"", Upload_Length="12").status == 204
    assert stored_hash() == sha256(b"all there is")


def test_while_the_length_is_unknown_a_chunked_body_is_refused(tus):
    path = tus.begin(None)
    assert tus.caller.ask("PATCH", path, iter([b"abc"]), Upload_Offset="0", **VERSION, **BYTES).status == 411


def test_a_chunked_body_is_taken(tus):
    path = tus.begin(6)
    reply = tus.caller.ask("PATCH", path, iter([b"abc", b"def"]), Upload_Offset="0", **VERSION, **BYTES)
    assert (reply.status, reply.headers["upload-offset"]) == (204, "6")


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_checksum_keeps_what_it_confirms_and_discards_the_rest(tus, algorithm):
    path = tus.begin(20)
    assert tus.patch(path, 0, b"0123456789", Upload_Checksum=checksum(b"0123456789", algorithm)).status == 204
    wrong = tus.patch(path, 10, b"abcdefghij", Upload_Checksum=checksum(b"other", algorithm))
    assert wrong.status == 460
    assert tus.offset(path) == 10
    right = tus.patch(path, 10, b"abcdefghij", Upload_Checksum=checksum(b"abcdefghij", algorithm))
    assert right.status == 204
    assert stored_hash() == sha256(b"0123456789abcdefghij")


def test_bytes_with_a_checksum_that_broke_off_are_discarded(tus):
    path = tus.begin(100)
    tus.caller.headers = {**tus.caller.headers, "Upload-Checksum": checksum(b"x" * 100)}
    line = tus.open_patch(path, 0, 100)
    line.sendall(b"x" * 50)
    wait_for(lambda: tus.patch(path, 10**17, b"").status == 423)
    line.close()
    wait_for(lambda: tus.patch(path, 10**17, b"").status == 409)
    assert tus.offset(path) == 0


def test_a_wrong_checksum_at_creation_leaves_nothing(tus, ana):
    assert tus.create(3, b"abc", Upload_Checksum=checksum(b"xyz"), **BYTES).status == 460
    assert Use.objects.get(member=ana).bytes == 0
    assert not Upload.objects.unfinished().exists()


def test_termination_gives_the_room_back(tus, ana, live):
    path = tus.begin(1000)
    assert Use.objects.get(member=ana).bytes == 1000
    assert tus.delete(path).status == 204
    assert Use.objects.get(member=ana).bytes == 0
    assert tus.head(path).status == 410
    assert tus.patch(path, 0, b"x").status == 410
    assert tus.delete(path).status == 410


def test_a_finished_file_cannot_be_terminated(tus):
    path = tus.upload(b"here to stay")
    assert tus.delete(path).status == 409
    assert tus.offset(path) == 12


def test_an_empty_file_is_finished_at_once(tus):
    path = tus.begin(0)
    assert tus.offset(path) == 0
    assert stored_hash() == sha256(b"")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus_Resumable": "0.2.2"}, 412),
        ({"Content_Type": "text/plain"}, 415),
        ({"Upload_Offset": "-1"}, 400),
        ({"Upload_Offset": "5_0"}, 400),
        ({"Upload_Offset": "5"}, 409),
        ({"Upload_Checksum": "md5 AAAA"}, 400),
        ({"Upload_Checksum": "sha1 not-base64"}, 400),
    ],
)
def test_a_patch_that_is_refused_writes_nothing(tus, headers, status):
    path = tus.begin(10)
    assert tus.patch(path, 0, b"0123456789", **headers).status == status
    assert tus.offset(path) == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Upload_Length": "-5"}, 400),
        ({"Upload_Length": "5.0"}, 400),
        ({"Upload_Length": "5", "Upload_Defer_Length": "1"}, 400),
        ({"Upload_Defer_Length": "2"}, 400),
        ({"Upload_Length": str(20 * 2**30 + 1)}, 413),
        ({"Upload_Length": "9" * 30}, 400),
        ({"Upload_Length": "5", "Upload_Metadata": "filename %%%"}, 400),
    ],
)
def test_a_creation_that_makes_no_sense_is_refused(tus, headers, status):
    assert tus.caller.ask("POST", UPLOADS, **VERSION, **headers).status == status
    assert not Upload.objects.exists()


def test_an_empty_metadata_header_is_fine(tus):
    assert tus.create(5, Upload_Metadata="").status == 201


def test_a_body_past_the_end_is_refused_and_discarded(tus):
    path = tus.begin(10)
    assert tus.patch(path, 0, b"01234").status == 204
    assert tus.patch(path, 5, b"567890").status == 413
    chunked = tus.caller.ask("PATCH", path, iter([b"567", b"890"]), Upload_Offset="5", **VERSION, **BYTES)
    assert chunked.status == 413
    assert tus.offset(path) == 5
    assert tus.patch(path, 5, b"56789").status == 204
    assert tus.patch(path, 10, b"x").status == 413
    assert tus.patch(path, 10, b"").status == 204


def test_the_method_may_be_overridden(tus):
    path = tus.begin(3)
    reply = tus.caller.ask(
        "POST", path, b"abc", X_HTTP_Method_Override="PATCH", Upload_Offset="0", **VERSION, **BYTES
    )
    assert reply.status == 204


def test_another_members_upload_looks_like_none(tus: Tus, live: Live):
    path = tus.begin(10)
    kofi = Tus(live.client(make_member("kofi")))
    missing = f"{UPLOADS}{'0' * 32}"
    for ask in (kofi.head, kofi.delete, lambda each: kofi.patch(each, 0, b"0123456789")):
        mine, none = ask(path), ask(missing)
        assert (mine.status, mine.text) == (404, none.text)
        assert none.status == 404
    assert tus.offset(path) == 0


def test_a_stranger_is_asked_to_sign_in(live: Live, tus: Tus):
    path, stranger = tus.begin(10), Tus(live.stranger())
    assert stranger.create(10).status == 401
    assert stranger.head(path).status == 401
    assert stranger.patch(path, 0, b"0123456789").status == 401
    assert Tus(live.client(make_member("gone"))).create(1).status == 201


def test_a_member_who_was_hidden_uploads_no_more(live: Live, tus: Tus, ana: Member):
    ana.is_active = False
    ana.save()
    assert tus.create(10).status == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_another_sites_page_cannot_upload_for_a_member(tus, headers):
    assert tus.create(10, **headers).status == 403


def test_our_own_page_can(tus, live):
    assert tus.create(10, Origin=live.url, Sec_Fetch_Site="same-origin").status == 201

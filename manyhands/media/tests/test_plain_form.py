"""People without scripts upload with a plain form: the front takes the files out, Django sees upload ids."""

from __future__ import annotations

import os
import socket
from urllib.parse import parse_qsl

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from manyhands.media import actions
from manyhands.media.forms import received_files
from manyhands.media.models import Upload, Use
from manyhands.people.models import Member
from tests.jobs import wait_for
from tests.live import Caller, Front, Live, Reply
from tests.make import NOON, make_member

BOUNDARY = "----form"


@pytest.fixture(scope="module")
def echo(django_db_setup):
    """A front whose Django answers with the form that it got."""
    front = Front({"QUOTA_BYTES": "1000000"}, application="manyhands.media.tests.echo_app:application")
    front.start(ready=lambda: Caller(front.port).get("/").status == 200)
    yield front
    front.stop()


@pytest.fixture
def caller(echo: Front, live: Live, ana: Member) -> Caller:
    return Caller(echo.port, live.client(ana).headers)


def form(*fields: tuple[str, bytes] | tuple[str, bytes, str]) -> bytes:
    parts = []
    for name, data, *filename in fields:
        saved = f'; filename="{filename[0]}"' if filename else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{saved}\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def send(caller: Caller, body: bytes, **headers: str) -> Reply:
    kind = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}"}
    return caller.ask("POST", "/", body, **kind, **{"Sec_Fetch_Site": "same-origin", **headers})


def test_files_become_uploads_and_words_stay_words(caller, ana):
    song = os.urandom(300_000)
    reply = send(
        caller,
        form(
            ("title", "雨".encode()),
            ("files", song, "song.wav"),
            ("files", b"", ""),
            ("files", b"two", "b.txt"),
        ),
    )
    fields = parse_qsl(reply.text)
    assert [name for name, _value in fields] == ["title", "upload", "upload"]
    assert fields[0][1] == "雨"
    first, second = (Upload.objects.get(pk=value) for _name, value in fields[1:])
    assert (first.member, first.name, first.length) == (ana, "song.wav", len(song))
    assert first.finished_at
    assert (second.name, second.length) == ("b.txt", 3)
    assert Use.objects.get(member=ana).bytes == len(song) + 3


def test_a_file_that_does_not_fit_loses_no_words(caller, ana):
    reply = send(
        caller, form(("files", bytes(2_000_000), "big"), ("files", b"ok", "small"), ("title", b"Rain"))
    )
    fields = dict(parse_qsl(reply.text))
    assert "does not fit" in fields["upload_refused"]
    assert fields["title"] == "Rain"
    assert Upload.objects.get(pk=fields["upload"]).name == "small"
    assert Use.objects.get(member=ana).bytes == 2


def test_a_file_may_fill_the_quota_exactly(caller, ana):
    reply = send(caller, form(("files", bytes(1_000_000), "exact")))
    assert "upload=" in reply.text
    assert Use.objects.get(member=ana).bytes == 1_000_000


def test_a_form_that_breaks_off_leaves_nothing(caller, ana):
    body = form(("files", b"whole", "a"), ("files", bytes(200_000), "b"))
    with socket.create_connection(("127.0.0.1", caller.port)) as line:
        head = "".join(f"{name}: {value}\r\n" for name, value in caller.headers.items())
        line.sendall(
            f"POST / HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n{head}"
            f"Content-Length: {len(body)}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n".encode()
            + body[:100_000]
        )
        wait_for(lambda: Upload.objects.filter(name="b").exists())
    wait_for(lambda: Upload.objects.filter(removed_at__isnull=False).count() == 2)
    assert Use.objects.get(member=ana).bytes == 0
    assert not list((settings.DATA_DIR / "uploads").glob(Upload.objects.get(name="b").pk))


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-origin", "Origin": "https://elsewhere.example"},
    ],
)
def test_another_sites_form_is_refused(caller, headers):
    assert send(caller, form(("files", b"x", "a")), **headers).status == 403
    assert not Upload.objects.exists()


def test_a_form_that_does_not_say_where_it_comes_from_is_refused(caller):
    kind = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}"}
    assert caller.ask("POST", "/", form(("files", b"x", "a")), **kind).status == 403


def test_a_strangers_files_are_dropped_and_django_decides(echo):
    reply = send(Caller(echo.port), form(("files", b"x", "a"), ("title", b"Rain")))
    assert (reply.status, reply.text) == (200, "title=Rain")


def test_what_is_no_form_is_refused(caller):
    assert send(caller, b"no form at all").status == 400


def test_words_without_end_are_refused(caller):
    assert send(caller, form(("title", bytes(3_000_000)))).status == 413


def test_an_upload_of_a_form_is_like_any_other(caller, ana):
    """A view that got the id may do with it what it does with one that came by tus."""
    reply = send(caller, form(("files", b"words", "a.txt")))
    upload = Upload.objects.get(pk=dict(parse_qsl(reply.text))["upload"])
    actions.remove_upload(upload, at=upload.at)
    assert Use.objects.get(member=ana).bytes == 0


@pytest.mark.django_db
def test_behind_a_plain_wsgi_server_the_view_gets_the_same(settings):
    settings.UPLOAD_MAX_BYTES = 100
    member = make_member()
    files = [SimpleUploadedFile("../a.txt", b"words"), SimpleUploadedFile("big", bytes(101))]
    request = RequestFactory().post("/", {"upload": ["0" * 32], "files": files})
    received = received_files(request, by=member, at=NOON)
    assert received.uploads[0] == "0" * 32
    assert Upload.objects.get(pk=received.uploads[1]).name == "a.txt"
    assert "larger" in received.refused[0]

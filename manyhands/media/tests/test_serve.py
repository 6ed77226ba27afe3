"""Bytes are handed out at a signed address, over real sockets."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import pytest

from manyhands.media.models import Blob, BlobDenial, Rendition
from manyhands.media.queries import address_of
from manyhands.media.serve.headers import describe
from manyhands.media.store.current import store
from tests.jobs import wait_for
from tests.live import Caller, Live
from tests.make import NOON

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def anyone(live: Live) -> Caller:
    return live.stranger()


def stored(data: bytes) -> Blob:
    """Bytes in the store, with their row."""
    sha256 = hashlib.sha256(data).hexdigest()
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        store().put_file(Path(file.name), sha256)
    return Blob.objects.create(sha256=sha256, size=len(data), at=NOON)


def test_a_picture_is_shown_and_can_do_nothing(anyone):
    reply = anyone.get(address_of(stored(PNG)))
    assert (reply.status, reply.body) == (200, PNG)
    assert reply.headers["content-type"] == "image/png"
    assert "content-disposition" not in reply.headers
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"
    assert reply.headers["cache-control"] == "private, max-age=86400, immutable"
    assert reply.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7 ...",
        b"just words",
        b"",
    ],
)
def test_what_is_not_known_is_only_ever_saved(anyone, data):
    reply = anyone.get(address_of(stored(data)))
    assert (reply.status, reply.body) == (200, data)
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"] == "attachment"


def test_a_name_to_save_under_is_given_in_both_forms(anyone):
    reply = anyone.get(address_of(stored(PNG), name='Küche "100%".png'))
    assert reply.headers["content-disposition"] == (
        "attachment; filename=\"K_che _100__.png\"; filename*=UTF-8''K%C3%BCche%20%22100%25%22.png"
    )
    assert reply.headers["content-type"] == "image/png"


def test_head_says_the_same_without_the_bytes(anyone):
    address = address_of(stored(PNG))
    got, head = anyone.get(address), anyone.ask("HEAD", address)
    assert head.body == b""
    assert {**got.headers, "date": ""} == {**head.headers, "date": ""}


def test_what_the_browser_holds_is_not_sent_again(anyone):
    address = address_of(stored(PNG))
    etag = anyone.get(address).headers["etag"]
    reply = anyone.get(address, If_None_Match=etag)
    assert (reply.status, reply.body, reply.headers["etag"]) == (304, b"", etag)


def test_a_player_seeks(anyone):
    data = os.urandom(300_000)
    address = address_of(stored(data))
    for text, first, last in (
        ("0-0", 0, 0), ("1000-1999", 1000, 1999), ("299990-", 299_990, 299_999), ("-500", 299_500, 299_999),
    ):  # fmt: skip
        reply = anyone.get(address, Range=f"bytes={text}")
        assert reply.status == 206
        assert reply.body == data[first : last + 1]
        assert reply.headers["content-range"] == f"bytes {first}-{last}/300000"
        assert int(reply.headers["content-length"]) == last - first + 1
    outside = anyone.get(address, Range="bytes=300000-")
    assert (outside.status, outside.headers["content-range"]) == (416, "bytes */300000")
    assert anyone.get(address, Range="bytes=0-9", If_Range='"other"').status == 200
    assert len(anyone.get(address, Range="bytes=" + ",".join(["0-"] * 500)).body) == 300_000


def test_a_forged_old_or_unknown_address_all_look_alike(anyone):
    address = address_of(stored(PNG))
    missing = address_of(Blob(sha256="0" * 64, size=1))
    answers = {
        (reply.status, reply.body)
        for reply in (
            anyone.get(address[:-1] + ("A" if address[-1] != "A" else "B")),
            anyone.get(address.replace("original", "poster")),
            anyone.get(address + "/name.png"),
            anyone.get("/media/"),
            anyone.get("/media/../../etc/passwd"),
            anyone.get(missing),
        )
    }
    assert answers == {(404, b"Not found.\n")}
    assert anyone.ask("POST", address).status == 405


def test_a_takedown_works_at_once_for_everybody_and_can_be_undone(anyone):
    original, small = stored(PNG), stored(PNG + b"small")
    Rendition.objects.create(
        source=original, output=small, profile="webp-640", media_type="image/webp", at=NOON
    )
    addresses = [address_of(original), address_of(small, "webp-640")]
    assert [anyone.get(each).status for each in addresses] == [200, 200]
    denial = BlobDenial.objects.create(blob=original, reason="hold 1", at=NOON)
    wait_for(lambda: {anyone.get(each).status for each in addresses * 4} == {404}, seconds=3)
    denial.delete()
    wait_for(lambda: {anyone.get(each).status for each in addresses * 4} == {200}, seconds=3)


def test_from_a_second_origin_our_pages_may_embed_and_draw(settings):
    settings.MEDIA_URL_BASE, settings.SITE_URL = "https://media.example.org", "https://example.org"
    blob = Blob(sha256="ab" * 32, size=1)
    assert address_of(blob).startswith("https://media.example.org/media/abab")
    headers = dict(describe(sha256=blob.sha256, media_type="image/png", name="", modified=""))
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Access-Control-Allow-Origin"] == "https://example.org"

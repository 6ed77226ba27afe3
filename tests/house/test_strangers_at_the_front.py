"""Strangers find nothing at the addresses that the front answers itself: uploads, media, live, static files.

What must not be known answers exactly as what never was. The walk over Django's routes is test_strangers.py.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from manyhands.api.actions import give_token
from manyhands.api.rules import ALL_SCOPES
from manyhands.core import clock
from manyhands.media.addresses import sign
from manyhands.media.models import Blob, Rendition, Upload
from manyhands.media.queries import address_of
from manyhands.media.store.current import store
from manyhands.people.actions import block, suspend_member
from manyhands.people.models import Member
from manyhands.works.actions import hold_work, publish_work, remove_work
from manyhands.works.models import Kind, Tombstone, Work
from manyhands.works.orders import FileOrder, PublishOrder
from tests.jobs import run_jobs, wait_for
from tests.live import Caller, Live, Reply
from tests.make import NOON, make_administrator, make_member, make_upload
from tests.world import SECRET, World, make_world

pytestmark = pytest.mark.slow

TUS = {"Tus_Resumable": "1.0.0"}
NEVER = "0" * 32
PROFILES = {
    "webp-640": "image/webp",
    "poster-640": "image/webp",
    "aac": "audio/mp4",
    "peaks": "application/json",
}
VOLATILE = {"date", "etag", "last-modified", "content-length", "connection"}


def callers(live: Live, blocker: Member) -> dict[str, Caller]:
    """Everybody who is not the maker, in each way that one can ask."""
    bea, rude = make_member("stranger-bea"), make_member("stranger-rude")
    boss = make_administrator("stranger-boss")
    block(bea, by=blocker, at=NOON)
    tokens = {
        member.pk: give_token(member, name="test", scopes=ALL_SCOPES, at=NOON)[1]
        for member in (bea, rude, boss)
    }
    suspend_member(rude, reason="Rude.", by=boss, at=NOON)
    return {
        "nobody": live.stranger(),
        "blocked": live.client(bea),
        "the program of the blocked": Caller(live.port, {"Authorization": f"Bearer {tokens[bea.pk]}"}),
        "suspended": live.client(rude),
        "the program of the suspended": Caller(live.port, {"Authorization": f"Bearer {tokens[rude.pk]}"}),
        "the program of an administrator": Caller(live.port, {"Authorization": f"Bearer {tokens[boss.pk]}"}),
    }


def told(reply: Reply, *names: str) -> tuple[int, dict[str, str], bytes]:
    """All that an answer says, without the names that were asked for."""
    headers = {name: value for name, value in reply.headers.items() if name not in VOLATILE}
    body = reply.body
    for name in names:
        body = body.replace(name.encode(), b"")
        headers = {key: value.replace(name, "") for key, value in headers.items()}
    return reply.status, headers, body


@pytest.fixture
def world(live: Live) -> World:
    return make_world()


WAYS: list[tuple[str, dict[str, str], bytes]] = [
    ("HEAD", {}, b""),
    ("GET", {}, b""),
    ("GET", {"If_None_Match": "*", "Range": "bytes=0-"}, b""),
    ("DELETE", {}, b""),
    ("PUT", {}, b"x"),
    ("PATCH", {"Upload_Offset": "40", "Content_Type": "application/offset+octet-stream"}, b"x"),
    ("PATCH", {"Upload_Offset": "0", "Content_Type": "application/offset+octet-stream"}, b"x"),
    ("PATCH", {"Upload_Offset": "0", "Content_Type": "text/plain"}, b"x"),
    *[
        (
            "POST",
            {
                "X_HTTP_Method_Override": method,
                "Upload_Offset": "40",
                "Content_Type": "application/offset+octet-stream",
            },
            b"",
        )
        for method in ("HEAD", "PATCH", "DELETE", "GET")
    ],
]


def test_nobody_finds_the_uploads_of_others(live: Live, world: World) -> None:
    before = list(Upload.objects.order_by("pk").values())
    uploads = [str(world.names["upload"]), str(world.names["upload_under_way"])]
    wrong = []
    for name, caller in callers(live, world.kofi).items():
        for upload, (method, headers, body) in product(uploads, WAYS):
            asked, never = (
                caller.ask(method, f"/api/v1/uploads/{each}", body, **TUS, **headers)
                for each in (upload, NEVER)
            )
            if asked.status < 400 or told(asked, upload) != told(never, NEVER):
                wrong.append((name, method, headers, told(asked, upload), told(never, NEVER)))
    assert wrong == []
    assert list(Upload.objects.order_by("pk").values()) == before


def test_no_writing_of_an_address_leads_to_an_upload(live: Live, world: World) -> None:
    upload, bea = str(world.names["upload_under_way"]), live.client(make_member("stranger-bea"))
    places = [
        f"/api/v1/uploads/{form}"
        for form in (f"{upload}/", upload.upper(), f"%{ord(upload[0]):02x}{upload[1:]}")
    ]
    places += [f"//api/v1/uploads/{upload}", f"/api/v1/uploads//{upload}", f"/api/v1/./uploads/{upload}"]
    places += [f"/api/v1/uploads/{NEVER}/../{upload}", f"/api/v1/uploads/{upload}%00", f"/media/{upload}"]
    for place in places:
        reply = bea.ask("HEAD", place, b"", **TUS)
        assert reply.status in {400, 404, 405}, place
        assert "upload-offset" not in reply.headers, place


def test_another_s_upload_is_published_by_nobody_else(live: Live, world: World) -> None:
    program = callers(live, world.kofi)["the program of the blocked"]
    said = []
    for upload in (str(world.names["upload"]), NEVER):
        order = f'{{"title": "Mine", "uploads": ["/api/v1/uploads/{upload}"], "publish": true}}'
        said.append(
            told(
                program.ask("POST", "/api/v1/works", order.encode(), Content_Type="application/json"),
                upload,
                NEVER,
            )
        )
    assert said[0] == said[1]
    assert said[0][0] >= 400
    assert not Work.objects.filter(title="Mine").exists()


def kept(data: bytes) -> Blob:
    """Bytes that are really in the store."""
    sha256 = hashlib.sha256(data).hexdigest()
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        store().put_file(Path(file.name), sha256)
    return Blob.objects.get_or_create(sha256=sha256, defaults={"size": len(data), "at": NOON})[0]


def published(by: Member, title: str) -> tuple[Work, list[str]]:
    """A work with everything that is made of one, and the addresses that its page gave away today."""
    data = f"bytes of {SECRET} {title}".encode() * 50
    kept(data)
    upload = make_upload(by, kind=Kind.IMAGE, data=data)
    assert upload.blob is not None
    addresses = [address_of(upload.blob), address_of(upload.blob, name="song.png")]
    for profile, media_type in PROFILES.items():
        output = kept(data + profile.encode())
        Rendition.objects.create(
            source=upload.blob, profile=profile, output=output, media_type=media_type, at=NOON
        )
        addresses.append(address_of(output, profile))
    order = PublishOrder(title=title, files=(FileOrder(upload_id=upload.pk),), accord_accepted=True)
    return publish_work(order, by=by, at=clock.now()).work, addresses


def held(work: Work) -> None:
    hold_work(work, reason="Look at it.", by=None, at=clock.now())


def taken_back(work: Work) -> None:
    remove_work(work, why=Tombstone.Why.MAKER, by=work.author, at=clock.now())


def removed(work: Work) -> None:
    remove_work(work, why=Tombstone.Why.MODERATION, by=work.author, at=clock.now())


MEDIA_WAYS: list[tuple[str, dict[str, str]]] = [
    ("GET", {}),
    ("HEAD", {}),
    ("GET", {"Range": "bytes=0-9"}),
    ("GET", {"Range": "bytes=0-1,5-9"}),
    ("GET", {"Range": "bytes=999999-"}),
    ("GET", {"If_None_Match": "*"}),
    ("GET", {"If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"}),
    ("GET", {"If_Range": '"x"', "Range": "bytes=0-0"}),
]


def answers(caller: Caller, address: str) -> Iterator[tuple[int, dict[str, str], bytes]]:
    for method, headers in MEDIA_WAYS:
        yield told(caller.ask(method, address, None, **headers))


@pytest.mark.parametrize("hide", [held, taken_back, removed])
def test_an_address_that_somebody_kept_ends_with_the_work(live: Live, hide: Callable[[Work], None]) -> None:
    kofi, anyone = make_member("kofi"), live.stranger()
    work, addresses = published(kofi, hide.__name__)
    assert {anyone.get(address).status for address in addresses} == {200}
    hide(work)
    wait_for(lambda: {anyone.get(each).status for each in addresses * 4} == {404}, seconds=5)
    never = list(
        answers(anyone, sign("0" * 64, "original", key="another", on=dt.datetime.now(dt.UTC).date()))
    )
    for name, caller in {**callers(live, kofi), "its maker": live.client(kofi)}.items():
        for address in addresses:
            assert list(answers(caller, address)) == never, (name, address)


def test_no_address_of_media_can_be_made_up(live: Live) -> None:
    anyone = live.stranger()
    _work, addresses = published(make_member("kofi"), "Open")
    sha256, small = addresses[0].split("/")[2], addresses[2]
    today, day = dt.datetime.now(dt.UTC).date(), dt.timedelta(days=1)
    key: str = settings.MEDIA_KEY
    tail = addresses[0].rpartition("/")[2]
    made_up = [
        *(sign(sha256, "original", key=key, on=today + away) for away in (day, -2 * day, -400 * day)),
        sign(sha256, "original", key="", on=today),
        sign(sha256, "original", key=key + " ", on=today),
        f"/media/{sha256}/webp-640/{tail}",
        f"/media/{sha256}/original/{small.rpartition('/')[2]}",
        f"/media/{small.split('/')[2]}/original/{tail}",
        f"/media/{sha256.upper()}/original/{tail}",
        f"/media/{sha256}/original/{tail}/other.png",
        f"/media/{sha256}/original/{tail}%00",
        f"/media/{sha256}/original/{tail.partition('.')[0]}.",
        f"/media/{sha256}/original/",
        f"/media/{sha256}",
        f"/media/../media/{sha256}/original/{tail}x",
    ]
    never = list(answers(anyone, "/media/nothing"))
    for address in made_up:
        assert list(answers(anyone, address)) == never, address
    assert anyone.ask("POST", addresses[0], b"", X_HTTP_Method_Override="GET").status == 405


UP = ["..", "%2e%2e", "..%2f..", "%2e%2e%2f%2e%2e", ".%2e", "..%5c..", "....//"]
SECRETS = ["secrets.json", "postgres18/PG_VERSION", "run", "../../etc/passwd", "settings.py"]


@pytest.mark.parametrize("prefix", ["/static/", "/media/", "/api/v1/uploads/", "/"])
def test_no_way_leads_out_of_a_folder(live: Live, prefix: str) -> None:
    anyone = live.stranger()
    key = settings.MEDIA_KEY.encode()
    for up, secret in product(UP, SECRETS):
        for depth in (1, 3):
            reply = anyone.get(prefix + f"{up}/" * depth + secret)
            assert reply.status in {301, 302, 400, 404, 405, 412}, (prefix, up, secret)
            assert key not in reply.body
            assert b"root:" not in reply.body


def test_the_bell_is_heard_by_its_member_alone(live: Live) -> None:
    for name, caller in callers(live, make_member("kofi")).items():
        if name == "blocked":
            continue  # has a bell of their own
        reply = caller.get("/live")
        assert (reply.status, reply.body) == (401, b""), name
        assert caller.ask("POST", "/live", b"", X_HTTP_Method_Override="GET").status == 405


def test_health_says_nothing_of_what_is_here(live: Live, world: World) -> None:
    for place in ("/healthz", "/readyz"):
        text = live.stranger().get(place).text
        assert str(settings.DATA_DIR) not in text
        assert SECRET not in text


def hidden_and_never(names: dict[str, Any]) -> list[tuple[str, str]]:
    """Addresses of something hidden, and the same of what never was."""
    held, nothing = names["held"], names["nothing"]
    parts = ("", "/files", "/renditions", "/sources", "/remixes", "/comments")
    pairs = [(f"/api/v1/works/{held}{part}", f"/api/v1/works/{nothing}{part}") for part in parts]
    pairs += [
        (f"/works/{held}{part}", f"/works/{nothing}{part}")
        for part in ("", "/state", "/remixes", "/v/1", "/history")
    ]
    pairs += [
        (f"/threads/{names['held_thread']}", f"/threads/{nothing}"),
        (f"/comments/{names['held_inside']}", f"/comments/{nothing}"),
        (f"/comments/{names['held_comment']}", f"/comments/{nothing}"),
        (f"/collections/{names['held_collection']}", f"/collections/{nothing}"),
        (f"/people/{names['suspended']}", "/people/neverwas"),
        (f"/api/v1/members/{names['suspended']}", "/api/v1/members/neverwas"),
        (f"/drafts/{names['draft']}", f"/drafts/{NEVER}"),
    ]
    return pairs


def test_a_condition_tells_no_more_than_the_question(live: Live, world: World) -> None:
    run_jobs()
    conditions = {
        "If_None_Match": "*",
        "If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT",
        "Range": "bytes=0-0",
    }
    ways = list(product(("GET", "HEAD"), ({}, conditions)))
    wrong = []
    for name, caller in callers(live, world.kofi).items():
        for (hidden, never), (method, headers) in product(hidden_and_never(world.names), ways):
            said = [caller.ask(method, place, None, **headers) for place in (hidden, never)]
            if said[0].status != said[1].status or said[0].status in {200, 206, 304, 412}:
                wrong.append((name, method, hidden, said[0].status, said[1].status))
            if SECRET in said[0].text:
                wrong.append((name, method, hidden, said[0].status, 0))
    assert wrong == []

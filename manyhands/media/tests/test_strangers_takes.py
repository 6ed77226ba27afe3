"""Recorded before joining, over real sockets: whose it is, how much may come, and when it is gone."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from manyhands.core import clock
from manyhands.core.models import Company
from manyhands.media import actions as media
from manyhands.media import rules
from manyhands.media.actions.sweeping import sweep_uploads_later
from manyhands.media.claims import CLAIM_COOKIE, claim_in, cookie_of
from manyhands.media.models import Blob, Processing, TakeClaim, Upload, Use
from manyhands.media.tests.tus_client import Tus, metadata, reset
from manyhands.media.tus.place import parts
from tests.jobs import wait_for
from tests.live import Caller, Front, Live
from tests.make import make_member

SOUND = {"Upload_Metadata": metadata(filename="take.webm", filetype="audio/webm;codecs=opus")}
FILM = {"Upload_Metadata": metadata(filename="take.webm", filetype="video/webm;codecs=vp8,opus")}
HERE = {"Sec-Fetch-Site": "same-origin"}
WEBM = b"\x1aE\xdf\xa3\x42\x82\x84webm" + bytes(200)
DAY = rules.UNCLAIMED_FOR


@dataclass
class Stranger:
    """A browser in which nobody has signed in."""

    port: int
    cookie: str = ""
    address: str = "203.0.113.7"  # believed by a front behind a proxy alone

    @property
    def tus(self) -> Tus:
        said = {**HERE, "X-Forwarded-For": self.address}
        return Tus(Caller(self.port, said | ({"Cookie": self.cookie} if self.cookie else {})))

    @property
    def claim_id(self) -> str:
        return claim_in({CLAIM_COOKIE: self.cookie.partition("=")[2]})

    def begin(self, said: dict[str, str] = SOUND) -> str:
        reply = self.tus.create(None, **said)
        assert reply.status == 201, reply
        self.cookie = reply.headers["set-cookie"].partition(";")[0]
        return reply.headers["location"]

    def record(self, data: bytes = WEBM) -> str:
        path = self.begin()
        assert self.tus.patch(path, 0, data).status == 204
        return path


@pytest.fixture
def stranger(live: Live) -> Stranger:
    return Stranger(live.port)


def age(by: dt.timedelta) -> None:
    """Let time pass for all that strangers began."""
    for upload in Upload.objects.unclaimed():
        Upload.objects.filter(pk=upload.pk).update(at=upload.at - by)
    for claim in TakeClaim.objects.all():
        TakeClaim.objects.filter(pk=claim.pk).update(at=claim.at - by)


class TestRecording:
    def test_bytes_land_under_a_claim_and_nothing_is_made_of_them(self, stranger):
        path = stranger.record()
        assert stranger.tus.patch(path, len(WEBM), b"more").status == 204
        assert stranger.tus.offset(path) == len(WEBM) + 4
        upload = Upload.objects.get()
        assert (upload.member, upload.reserved, upload.is_recording) == (None, len(WEBM) + 4, True)
        assert not Blob.objects.exists()
        assert not Processing.objects.exists()

    def test_the_cookie_is_for_no_script_and_tells_nothing(self, stranger):
        said = stranger.tus.create(None, **SOUND).headers["set-cookie"].lower()
        assert "httponly" in said
        assert "samesite=lax" in said
        assert "max-age=86400" in said
        assert not claim_in({CLAIM_COOKIE: TakeClaim.objects.get().pk}), "an id alone opens nothing"

    def test_a_second_take_goes_to_the_same_claim(self, stranger):
        stranger.record()
        stranger.record()
        assert TakeClaim.objects.get().uploads.count() == 2

    def test_nobody_hears_it_not_even_who_recorded_it(self, live: Live, stranger):
        path = stranger.record()
        assert stranger.tus.caller.get(path).status == 401
        assert live.stranger().get(path).status == 401
        assert live.client(make_member("bo")).get(path).status == 404

    def test_it_cannot_be_finished_before_somebody_joins(self, stranger):
        path = stranger.record()
        reply = stranger.tus.patch(path, len(WEBM), b"", Upload_Length=str(len(WEBM)))
        assert (reply.status, "Join" in reply.text) == (403, True)
        assert Upload.objects.get().finished_at is None

    @pytest.mark.parametrize(
        ("length", "said"),
        [(100, SOUND), (None, {"Upload_Metadata": metadata(filetype="image/png")}), (None, {})],
        ids=["a file", "a picture", "anything"],
    )
    def test_nothing_but_recordings_is_taken(self, stranger, length, said):
        assert stranger.tus.create(length, **said).status == 401
        assert not Upload.objects.exists()

    def test_programs_and_other_sites_begin_nothing(self, live: Live):
        assert Tus(live.stranger()).create(None, **SOUND).status == 401
        assert Tus(Caller(live.port, {"Sec-Fetch-Site": "cross-site"})).create(None, **SOUND).status in {
            401,
            403,
        }
        bad_token = Caller(live.port, {**HERE, "Authorization": "Bearer nonsense"})
        assert Tus(bad_token).create(None, **SOUND).status == 401
        assert not TakeClaim.objects.exists()

    def test_a_company_may_want_to_know_people_first(self, stranger):
        Company.objects.update(strangers_record=False)
        assert stranger.tus.create(None, **SOUND).status == 401


class TestSomebodyElse:
    @pytest.mark.parametrize("who", ["nobody", "another stranger", "a member", "a forger"])
    def test_finds_no_such_upload(self, live: Live, stranger, who):
        path = stranger.record()
        other = Stranger(live.port)
        if who == "another stranger":
            other.record()
        if who == "a forger":
            other.cookie = f"{CLAIM_COOKIE}={TakeClaim.objects.get().pk}:1vX:forged"
        tus = Tus(live.client(make_member("bo"))) if who == "a member" else other.tus
        assert tus.head(path).status in {401, 404}
        assert tus.patch(path, len(WEBM), b"x").status in {401, 404}
        assert tus.delete(path).status in {401, 404}
        assert stranger.tus.offset(path) == len(WEBM)

    def test_who_recorded_it_gives_it_up(self, stranger):
        path = stranger.record()
        assert stranger.tus.delete(path).status == 204
        assert stranger.tus.head(path).status == 410
        assert Upload.objects.get().reserved == 0
        assert not (parts().folder / path[-32:]).exists()


class TestClaiming:
    def test_whoever_signs_in_there_gets_it_and_the_cookie_ends(self, live: Live, stranger):
        path = stranger.record()
        ana = make_member("ana")
        session = live.client(ana).headers["Cookie"]
        page = live.client(ana).get("/record", Cookie=f"{session}; {stranger.cookie}")
        assert page.status == 200
        assert "is yours now" in page.text
        assert path in page.text
        upload = Upload.objects.get()
        assert (upload.member, upload.claim) == (ana, None)
        assert Use.objects.get(member=ana).bytes == len(WEBM)
        assert live.client(ana).get(path).body == WEBM

    def test_the_cookie_ends_with_it(self, client: Client, stranger):
        stranger.record()
        client.force_login(make_member("ana"))
        client.cookies[CLAIM_COOKIE] = stranger.cookie.partition("=")[2]
        cookie = client.get("/record").cookies[CLAIM_COOKIE]
        assert (cookie.value, cookie["max-age"]) == ("", 0)

    def test_its_old_cookie_neither_reads_nor_adds_nor_ends(self, live: Live, stranger):
        path = stranger.record()
        media.claim_takes(stranger.claim_id, by=make_member("ana"), at=clock.now())
        assert stranger.tus.head(path).status == 401
        assert stranger.tus.patch(path, len(WEBM), b"x").status == 401
        assert stranger.tus.delete(path).status == 401
        assert stranger.tus.caller.get(path).status == 401
        assert media.claim_takes(stranger.claim_id, by=make_member("bo"), at=clock.now()) == 0

    def test_a_recording_that_goes_on_goes_on_as_the_members(self, live: Live, stranger):
        path = stranger.record()
        ana = make_member("ana")
        media.claim_takes(stranger.claim_id, by=ana, at=clock.now())
        assert Tus(live.client(ana)).patch(path, len(WEBM), b"more").status == 204
        assert Use.objects.get(member=ana).bytes == len(WEBM) + 4

    def test_of_two_accounts_at_once_one_gets_it(self, stranger):
        stranger.record()
        members = [make_member(f"member{number}") for number in range(6)]
        ready = threading.Barrier(len(members))

        def claim(member) -> int:
            ready.wait()
            try:
                return media.claim_takes(stranger.claim_id, by=member, at=clock.now())
            finally:
                connection.close()

        with ThreadPoolExecutor(len(members)) as pool:
            assert sorted(pool.map(claim, members)) == [0, 0, 0, 0, 0, 1]
        winner = Upload.objects.get().member
        assert {use.member: use.bytes for use in Use.objects.exclude(bytes=0)} == {winner: len(WEBM)}

    def test_what_does_not_fit_waits(self, live: Live, stranger, settings):
        settings.QUOTA_BYTES = 10
        stranger.record()
        ana = make_member("ana")
        with pytest.raises(media.QuotaFull):
            media.claim_takes(stranger.claim_id, by=ana, at=clock.now())
        assert Upload.objects.unclaimed().count() == 1

    def test_a_member_whose_session_ended_is_asked_to_sign_in_and_goes_on(self, live: Live, stranger):
        ana = make_member("ana")
        path = Tus(live.client(ana)).begin(None, **SOUND)
        assert stranger.tus.patch(path, 0, WEBM).status == 401
        stranger.record()
        assert stranger.tus.patch(path, 0, WEBM).status == 401
        assert Tus(live.client(ana)).patch(path, 0, WEBM).status == 204

    def test_after_a_day_there_is_nothing_to_claim(self, stranger):
        path = stranger.record()
        age(DAY)
        assert media.claim_takes(stranger.claim_id, by=make_member("ana"), at=clock.now()) == 0
        assert stranger.tus.patch(path, len(WEBM), b"x").status == 410


class TestADayLater:
    def test_bytes_and_rows_are_deleted(self, stranger):
        path = stranger.record()
        given_up = stranger.record()
        stranger.tus.delete(given_up)
        age(DAY - dt.timedelta(minutes=1))
        sweep_uploads_later.function()
        assert Upload.objects.count() == 2
        age(dt.timedelta(minutes=1))
        sweep_uploads_later.function()
        assert not Upload.objects.exists()
        assert not TakeClaim.objects.exists()
        assert not (parts().folder / path[-32:]).exists()

    def test_what_was_claimed_stays(self, stranger):
        path = stranger.record()
        age(DAY - dt.timedelta(minutes=1))
        media.claim_takes(stranger.claim_id, by=make_member("ana"), at=clock.now())
        Upload.objects.update(at=clock.now() - 2 * DAY)
        sweep_uploads_later.function()
        assert Upload.objects.get().pk == path[-32:]
        assert (parts().folder / path[-32:]).exists()

    def test_one_that_is_being_written_to_waits_for_the_next_turn(self, stranger):
        path = stranger.record()
        age(DAY)
        part = parts().open(path[-32:])
        assert media.expire_strangers_takes(at=clock.now()) == 0
        part.close()
        assert media.expire_strangers_takes(at=clock.now()) == 1


class TestHowMuch:
    def test_a_take_ends_where_five_minutes_do(self, stranger, monkeypatch):
        path = stranger.begin()
        whole = rules.TAKE_BYTES["audio"]
        for offset in range(0, whole, rules.TAKE_PIECE):
            assert stranger.tus.patch(path, offset, bytes(rules.TAKE_PIECE)).status == 204
        reply = stranger.tus.patch(path, whole, b"x")
        assert (reply.status, "five minutes" in reply.text) == (413, True)
        assert stranger.tus.offset(path) == whole

    def test_a_take_that_goes_on_for_hours_is_over(self, stranger):
        path = stranger.record()
        age(rules.TAKE_ARRIVES_WITHIN + dt.timedelta(seconds=1))
        assert stranger.tus.patch(path, len(WEBM), b"x").status == 413

    def test_who_announces_much_holds_no_room(self, stranger):
        path = stranger.begin(FILM)
        with stranger.tus.open_patch(path, 0, rules.TAKE_PIECE + 1) as line:
            assert b" 413 " in line.recv(100)
        assert Upload.objects.get().reserved == 0

    def test_a_browser_holds_ten_takes(self, stranger):
        first = stranger.record()
        for _ in range(rules.TAKES_OF_ONE - 1):
            stranger.begin()
        assert stranger.tus.create(None, **SOUND).status == 429
        stranger.tus.delete(first)
        assert stranger.tus.create(None, **SOUND).status == 201

    @pytest.mark.slow
    def test_hundreds_of_creations_from_one_network_make_sixty(self, live: Live):
        def create(_: int) -> int:
            return Stranger(live.port).tus.create(None, **SOUND).status

        with ThreadPoolExecutor(16) as pool:
            statuses = Counter(pool.map(create, range(400)))
        assert statuses == {201: rules.TAKES_OF_A_NETWORK, 429: 400 - rules.TAKES_OF_A_NETWORK}
        assert Upload.objects.count() == rules.TAKES_OF_A_NETWORK

    def test_a_line_that_is_cut_keeps_what_came(self, stranger):
        path = stranger.begin()
        line = stranger.tus.open_patch(path, 0, 100_000)
        line.sendall(bytes(60_000))
        wait_for(lambda: (parts().folder / path[-32:]).stat().st_size or True)
        reset(line)
        wait_for(lambda: stranger.tus.head(path).headers.get("upload-offset", "0") != "0")
        offset = stranger.tus.offset(path)
        assert stranger.tus.patch(path, offset, b"and on").status == 204


@pytest.fixture(scope="module")
def small_front(django_db_setup: None) -> Iterator[Front]:
    front = Front({"STRANGERS_BYTES": "2000000", "BEHIND_PROXY": "1"})
    front.start()
    yield front
    front.stop()


class TestScarceRoom:
    @pytest.mark.slow
    def test_of_twenty_at_once_exactly_those_fit_that_fit(self, live: Live, small_front):
        strangers = [Stranger(small_front.port, address=f"203.0.113.{number}") for number in range(20)]
        paths = [stranger.begin() for stranger in strangers]
        body = bytes(180_000)  # eleven fit, a twelfth does not

        def send(number: int) -> int:
            return strangers[number].tus.patch(paths[number], 0, body).status

        with ThreadPoolExecutor(20) as pool:
            statuses = Counter(pool.map(send, range(20)))
        assert statuses == {204: 11, 507: 9}
        assert sum(Upload.objects.values_list("reserved", flat=True)) == 11 * len(body)

    @pytest.mark.slow
    def test_one_network_fills_half_and_leaves_the_other_half(self, live: Live, small_front):
        greedy = Stranger(small_front.port)
        other = Stranger(small_front.port, address="198.51.100.9")
        path = greedy.begin()
        assert greedy.tus.patch(path, 0, bytes(990_000)).status == 204
        reply = greedy.tus.patch(path, 990_000, bytes(20_000))
        assert (reply.status, "network" in reply.text) == (429, True)
        assert greedy.tus.offset(path) == 990_000
        path = other.begin()
        assert other.tus.patch(path, 0, bytes(500_000)).status == 204


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"claim": None}, {"length": 5}, {"is_recording": False}, {"finished": True}, {"owned": True}],
    ids=["nobody's", "with a length", "a file", "finished", "of both"],
)
def test_the_database_knows_no_other_owner(wrong):
    at = clock.now()
    claim = TakeClaim.objects.create(network="n", at=at)
    fields = {"claim": claim, "is_recording": True, "at": at, "expires_at": at, "node": "x"}
    if wrong.pop("finished", False):
        wrong |= {"finished_at": at, "blob": Blob.objects.create(sha256="0" * 64, size=1, at=at)}
    if wrong.pop("owned", False):
        wrong["member"] = make_member("ana")
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.create(**{**fields, **wrong})


def test_a_cookie_says_its_claim_for_a_day(settings, monkeypatch):
    value = cookie_of("0" * 32).partition("=")[2].partition(";")[0]
    assert claim_in({CLAIM_COOKIE: value}) == "0" * 32
    assert claim_in({CLAIM_COOKIE: value[:-1]}) == ""
    settings.SECRET_KEY = "another company's"
    assert claim_in({CLAIM_COOKIE: value}) == ""

"""Room is given out exactly, and a full disk is an answer, not damage."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from manyhands.media.models import Blob, Processing, Upload, Use
from manyhands.media.tests.tus_client import Tus
from manyhands.media.tus.holding import STREAMS_OF_ONE
from manyhands.people.models import Member
from tests.jobs import wait_for
from tests.live import Caller, Front, Live

QUOTA = 1_000_000


@pytest.fixture(scope="module")
def small_front(django_db_setup: None) -> Iterator[Front]:
    front = Front({"QUOTA_BYTES": str(QUOTA), "UPLOAD_MAX_BYTES": "900000"})
    front.start()
    yield front
    front.stop()


@pytest.fixture
def small(small_front: Front, live: Live, ana: Member) -> Tus:
    """Ana's uploads where room is scarce."""
    return Tus(Caller(small_front.port, live.client(ana).headers))


@pytest.mark.slow
def test_fifty_uploads_at_once_at_the_edge_of_the_quota(small, ana):
    small.begin(QUOTA * 9 // 10)
    room = QUOTA // 10
    each = room // 7 - 100  # seven fit, an eighth does not
    with ThreadPoolExecutor(25) as pool:
        statuses = Counter(reply.status for reply in pool.map(lambda _: small.create(each), range(50)))
    assert statuses == {201: 7, 413: 43}
    assert Use.objects.get(member=ana).bytes == QUOTA * 9 // 10 + 7 * each


@pytest.mark.slow
def test_twenty_at_once_for_the_last_bytes_and_their_ends_sent_twice(small, ana):
    """One gets the room; its last byte, sent by ten at once, makes one file that is counted once."""
    small.begin(QUOTA - 100_000)
    data = os.urandom(100_000)
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda _: small.create(len(data)), range(20)))
        assert Counter(reply.status for reply in replies) == {201: 1, 413: 19}
        (path,) = [reply.headers["location"] for reply in replies if reply.status == 201]
        assert small.patch(path, 0, data[:-1]).status == 204
        ends = pool.map(lambda _: small.patch(path, len(data) - 1, data[-1:]).status, range(10))
        statuses = Counter(ends)
    assert statuses[204] >= 1
    assert set(statuses) <= {204, 409, 423}
    assert Use.objects.get(member=ana).bytes == QUOTA
    assert Upload.objects.finished().filter(member=ana).count() == 1
    assert Blob.objects.count() == Processing.objects.count() == 1


@pytest.mark.slow
def test_ten_that_end_at_once_with_the_same_bytes_are_one_blob_and_each_is_counted(small, ana):
    data = os.urandom(50_000)
    paths = [small.begin(len(data)) for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(lambda path: small.patch(path, 0, data).status, paths))
    assert statuses == [204] * 10
    assert Use.objects.get(member=ana).bytes == 500_000
    assert Upload.objects.finished().filter(member=ana).count() == 10
    assert Blob.objects.count() == Processing.objects.count() == 1


@pytest.mark.slow
def test_a_file_larger_than_any_may_be_is_refused_with_the_limit(small):
    reply = small.create(900_001)
    assert reply.status == 413
    assert "878.9" in reply.text  # KB


@pytest.mark.slow
def test_a_recording_that_grows_past_the_quota_stops_there(small, ana):
    small.begin(QUOTA - 110_000)
    recording = small.begin(None)
    assert small.patch(recording, 0, bytes(100_000)).status == 204
    assert small.patch(recording, 100_000, bytes(100_000)).status == 413
    assert small.offset(recording) == 100_000
    assert Use.objects.get(member=ana).bytes == QUOTA - 10_000


@pytest.mark.slow
def test_a_declared_length_past_the_limit_is_refused_later_too(small):
    recording = small.begin(None)
    assert small.patch(recording, 0, b"x", Upload_Length="900001").status == 413


@pytest.mark.slow
def test_a_disk_that_is_nearly_full_takes_nothing_more(live, ana):
    front = Front({"RESERVE_BYTES": str(2**60)}, workers=1)
    front.start()
    try:
        tus = Tus(Caller(front.port, live.client(ana).headers))
        assert tus.create(10).status == 507
        path = Tus(live.client(ana)).begin(1000)  # begun while there was room
        assert tus.patch(path, 0, b"x" * 1000).status == 507
        assert tus.offset(path) == 0
    finally:
        front.stop()
    other = Tus(live.client(ana))
    assert other.patch(path, 0, b"x" * 1000).status == 204  # room was made: it goes on where it was
    assert Use.objects.get(member=ana).bytes == 1000


@pytest.mark.slow
def test_a_disk_that_fills_up_on_the_way_keeps_what_arrived(live, ana, small_disk):
    """The parts lie on a disk of 6 MB. Two files of 5 MB are begun; each would fit alone."""
    data = os.urandom(5_000_000)
    tus = Tus(Caller(small_disk.port, live.client(ana).headers))
    first, second = tus.begin(len(data)), tus.begin(len(data))
    assert tus.patch(first, 0, data[:4_000_000]).status == 204
    assert tus.patch(second, 0, data).status == 507
    kept = tus.offset(second)
    assert 0 < kept <= 6 * 2**20 - 4_000_000
    assert (small_disk.folder / second.rpartition("/")[2]).read_bytes() == data[:kept]
    assert tus.delete(first).status == 204
    assert tus.patch(second, kept, data[kept:]).status == 204


@pytest.mark.slow
def test_one_member_may_send_only_so_many_bodies_at_once(live, ana):
    front = Front(workers=1)
    front.start()
    lines = []
    try:
        tus = Tus(Caller(front.port, live.client(ana).headers))
        for _ in range(STREAMS_OF_ONE):
            lines.append(tus.open_patch(tus.begin(100), 0, 100))  # noqa: PERF401 - closed one by one
        last = tus.begin(100)
        wait_for(lambda: tus.patch(last, 0, b"x").status == 429)
        for line in lines:
            line.close()
        wait_for(lambda: tus.patch(last, 10**17, b"").status == 409)
        assert Upload.objects.unfinished().count() == STREAMS_OF_ONE + 1
    finally:
        front.stop()

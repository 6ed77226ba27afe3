"""kill -9 of the front at random moments: what was acknowledged is there, and the file comes out right."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from manyhands.media.models import Upload
from manyhands.media.store.current import store
from manyhands.media.tests.stubborn import LOST_LINE, Stubborn
from manyhands.media.tests.tus_client import Tus
from tests.jobs import wait_for
from tests.live import Caller, Front, Live

pytestmark = pytest.mark.slow

FILES = 6
SIZE = 3_000_000
PIECE = 300_000


@pytest.fixture
def front(live: Live) -> Iterator[Front]:
    front = Front()
    front.start()
    yield front
    front.stop()


class Killer(threading.Thread):
    """Ends one process of the front after another, workers and main, never saying when.

    Where the whole front is gone it is started again, as the company's supervisor does.
    """

    def __init__(self, front: Front, seed: int) -> None:
        super().__init__(daemon=True)
        self.front, self.random = front, random.Random(seed)
        self.kills, self.stopped = 0, threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(self.random.uniform(0.05, 0.6)):
            self.kill_one()
            wait_for(self.is_well, seconds=60)

    def kill_one(self) -> None:
        assert self.front.process
        pid = self.random.choice([self.front.process.pid, *self.front.pids()])
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.kills += 1
        time.sleep(0.1)

    def is_well(self) -> bool:
        assert self.front.process
        if self.front.process.poll() is not None:
            self.front.start()
        with contextlib.suppress(*LOST_LINE):
            return Caller(self.front.port).get("/healthz").status == 200
        return False


def test_nothing_that_was_acknowledged_is_lost(front, live, ana):
    seed = random.randrange(10**6)
    print("seed", seed)  # noqa: T201 - replays a failure
    killer = Killer(front, seed)
    client = Stubborn(Tus(Caller(front.port, live.client(ana).headers)), seed, piece=PIECE)
    killer.start()
    sent = {}
    for _ in range(FILES):
        data = os.urandom(SIZE)
        sent[client.upload(data).rpartition("/")[2]] = hashlib.sha256(data).hexdigest()
    killer.stopped.set()
    killer.join()
    assert killer.kills >= 3
    assert client.lost == []
    stored = dict(Upload.objects.finished().filter(pk__in=sent).values_list("pk", "blob__sha256"))
    assert stored == sent
    for sha256 in sent.values():
        assert hashlib.sha256(b"".join(store().read(sha256))).hexdigest() == sha256

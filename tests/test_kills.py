"""kill -9 of web, workers and database while files go up: whatever was acknowledged is there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from manyhands.core.embedded.cluster import connect
from manyhands.media.tests.stubborn import Stubborn
from manyhands.media.tests.tus_client import Tus
from tests.company import RunningCompany, run, wait_until
from tests.live import Caller
from tests.media_samples import sample

pytestmark = pytest.mark.slow

FILES = 50
SIZES = (1, 400_000)
PIECE = 60_000
PUBLISHED_EVERY = 10
AT_ONCE = 3
# Each as often as it stands here: web (its first process or a worker), lanes, database.
VICTIMS = [*["manyhands web"] * 4, *["worker --lane fast"] * 2, *["worker --lane media"] * 2]
VICTIMS += ["/bin/postgres -D"] * 4


@dataclass
class Killer:
    """Ends a process whenever a number of uploads that nobody knows beforehand has begun."""

    company: RunningCompany
    random: random.Random
    killed: list[str] = field(default_factory=list)
    begun: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        victims = self.random.sample(VICTIMS, len(VICTIMS))
        moments = self.random.sample(range(2, FILES + 1), len(victims))
        self.plan = dict(zip(moments, victims, strict=True))

    def notice_upload(self) -> None:
        with self.lock:
            self.begun += 1
            victim = self.plan.get(self.begun)
        if victim is not None:
            threading.Timer(self.random.uniform(0, 0.3), self.kill, [victim]).start()

    def kill(self, victim: str) -> None:
        wait_until(lambda: self.company.pids(victim), 60)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.random.choice(self.company.pids(victim)), signal.SIGKILL)
        self.killed.append(victim)


@dataclass
class Sender:
    """Uploads files and publishes some, and remembers what was acknowledged."""

    caller: Caller
    seed: int
    killer: Killer
    sent: dict[str, str] = field(default_factory=dict)
    works: dict[str, int] = field(default_factory=dict)
    lost: list[tuple[int, int]] = field(default_factory=list)

    def send(self, number: int) -> None:
        chosen = random.Random(self.seed + number)
        client = Stubborn(Tus(self.caller), self.seed + number, piece=PIECE)
        picture = sample("drawing.png").read_bytes() + chosen.randbytes(8)
        data = chosen.randbytes(chosen.randint(*SIZES)) if number % PUBLISHED_EVERY else picture
        self.killer.notice_upload()
        address = client.upload(data)
        self.sent[address.rpartition("/")[2]] = hashlib.sha256(data).hexdigest()
        self.lost += client.lost
        if not number % PUBLISHED_EVERY:
            title = f"Picture {number}"
            order = {"title": title, "kind": "image", "licence": "by", "publish": True}
            body = json.dumps({**order, "uploads": [address]}).encode()
            headers = {"Content_Type": "application/json", "Idempotency_Key": f"picture-{number}"}
            reply = client.again(lambda: self.caller.ask("POST", "/api/v1/works", body, **headers))
            self.works[title] = json.loads(reply.body)["id"]

    def state_of(self, work_id: int) -> str:
        return str(json.loads(self.caller.get(f"/api/v1/works/{work_id}").body)["state"])


def newcomer(company: RunningCompany) -> Caller:
    run("member", "add", "ada", "--mail", "ada@example.org", "--data", str(company.data))
    token = run("member", "token", "ada", "--data", str(company.data)).stdout.splitlines()[-1]
    return Caller(company.port, {"Authorization": f"Bearer {token}"})


def test_nothing_that_was_acknowledged_is_lost_whatever_is_killed(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)  # noqa: T201 - replays a failure
    with RunningCompany(tmp_path / "data") as company:
        wait_until(company.is_ready, 90)
        killer = Killer(company, random.Random(seed))
        sender = Sender(newcomer(company), seed, killer)
        with ThreadPoolExecutor(AT_ONCE) as hands:
            list(hands.map(sender.send, range(1, FILES + 1)))
        wait_until(lambda: len(killer.killed) == len(VICTIMS), 60)
        wait_until(company.is_ready, 120, company.said.read_text)
        assert sender.lost == []
        check_database(company, sender)
        wait_until(
            lambda: {sender.state_of(work_id) for work_id in sender.works.values()} == {"ready"},
            120,
            company.said.read_text,
        )
        verified = run("verify", "--data", str(company.data))
        assert ", 0 missing, 0 damaged;" in verified.stdout
    assert company.processes() == {}


def check_database(company: RunningCompany, sender: Sender) -> None:
    """Every upload has the hash of what was sent, and every work exists once."""
    with connect(company.data, "reader") as database:
        stored: list[tuple[str, str]] = database.execute(
            "SELECT media_upload.id, sha256 FROM media_upload JOIN media_blob ON media_blob.id = blob_id"
            " WHERE finished_at IS NOT NULL AND removed_at IS NULL"
        ).fetchall()
        works: list[tuple[str, int]] = database.execute("SELECT title, id FROM works_work").fetchall()
    stored_hashes = dict(stored)
    assert {upload: stored_hashes.get(upload) for upload in sender.sent} == sender.sent
    assert len(works) == len(sender.works) == FILES // PUBLISHED_EVERY
    assert dict(works) == sender.works

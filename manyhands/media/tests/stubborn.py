"""A tus client for times when processes die under it."""

from __future__ import annotations

import contextlib
import http.client
import random
import time
from collections.abc import Callable

from manyhands.media.tests.tus_client import Tus, checksum
from tests.live import Reply

PATIENCE_S = 300.0
LOST_LINE = (OSError, http.client.HTTPException)


class Stubborn:
    """A client that goes on until the file is there, and counts what was acknowledged and then missing."""

    def __init__(self, tus: Tus, seed: int, *, piece: int) -> None:
        self.tus, self.random, self.piece = tus, random.Random(seed), piece
        self.acknowledged = 0  # of the file on its way: how far the front said that it is safe
        self.lost: list[tuple[int, int]] = []

    def upload(self, data: bytes) -> str:
        path = self.again(lambda: self.tus.create(len(data))).headers["location"]
        self.acknowledged = 0
        while True:
            offset = int(self.again(lambda: self.tus.head(path)).headers["upload-offset"])
            if offset < self.acknowledged:
                self.lost.append((self.acknowledged, offset))
            if offset == len(data):
                return str(path)
            piece = data[offset : offset + self.piece]
            promised = {"Upload_Checksum": checksum(piece)} if self.random.random() < 0.5 else {}
            with contextlib.suppress(*LOST_LINE):
                reply = self.tus.patch(path, offset, piece, **promised)
                if reply.status == 204:
                    self.acknowledged = int(reply.headers["upload-offset"])

    def again(self, ask: Callable[[], Reply]) -> Reply:
        """Ask until it is answered well."""
        reply = None
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            with contextlib.suppress(*LOST_LINE):
                reply = ask()
                if reply.status in {200, 201}:
                    return reply
            time.sleep(0.05)
        raise AssertionError(f"the front does not come back; its last answer was {reply}")

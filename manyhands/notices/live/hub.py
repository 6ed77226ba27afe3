"""The open lines of one front process. All of it lives in the front's event loop, so nothing is locked."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from functools import cache

LINES_EACH = 6  # a member with more tabs than this keeps the newest; a browser allows six to a host anyway
LINES = 20_000  # in all, per process


class Line:
    """One open page. It keeps only the newest word: a slow reader misses numbers, never the last one."""

    def __init__(self, member_id: int) -> None:
        self.member_id = member_id
        self.is_ended = False
        self._unread: int | None = None
        self._news = asyncio.Event()

    def say(self, unread: int) -> None:
        self._unread = unread
        self._news.set()

    def end(self) -> None:
        """To be closed: a newer page of the member took the place, or the member was signed out."""
        self.is_ended = True
        self._news.set()

    async def next(self, *, within_s: float) -> int | None:
        """The next number to tell; None when nothing happened for so long."""
        try:
            await asyncio.wait_for(self._news.wait(), within_s)
        except TimeoutError:
            return None
        self._news.clear()
        return self._unread


class HubFull(Exception):
    """This process holds as many lines as it can."""


class Hub:
    def __init__(self) -> None:
        self._lines: dict[int, list[Line]] = defaultdict(list)
        self._count = 0

    def open(self, member_id: int) -> Line:
        """A new line. The member's oldest ends if there are too many.

        :raises HubFull: no more lines fit into this process
        """
        if self._count >= LINES:
            raise HubFull
        lines = self._lines[member_id]
        if len(lines) >= LINES_EACH:
            lines[0].end()
            self.close(lines[0])
            lines = self._lines[member_id]
        line = Line(member_id)
        lines.append(line)
        self._count += 1
        return line

    def close(self, line: Line) -> None:
        """Forget a line. Doing so twice changes nothing."""
        lines = self._lines.get(line.member_id, [])
        if line in lines:
            lines.remove(line)
            self._count -= 1
        if not lines:
            self._lines.pop(line.member_id, None)

    def say(self, member_id: int, unread: int) -> None:
        for line in self._lines.get(member_id, []):
            line.say(unread)

    def end(self, member_id: int) -> None:
        for line in self._lines.get(member_id, []):
            line.end()

    def members(self) -> list[int]:
        return list(self._lines)

    def __len__(self) -> int:
        return self._count


@cache
def hub() -> Hub:
    """The hub of this process."""
    return Hub()

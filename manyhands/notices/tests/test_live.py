"""The bell rings by itself: server-sent events over real sockets, from a real front."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from manyhands.core import clock
from manyhands.core.front import ProtocolClosed
from manyhands.notices import queries
from manyhands.notices.actions import read_all
from manyhands.notices.live import handler
from manyhands.notices.live.hub import LINES_EACH, Hub, hub
from manyhands.notices.models import Notice
from manyhands.people.actions import suspend_member
from manyhands.talk import actions as talk
from tests.jobs import run_jobs
from tests.live import WORKERS
from tests.make import NOON, make_member, make_moderator, make_work


class Page:
    """An open page: one line to ``/live``, read event by event."""

    def __init__(self, live, member=None, *, method="GET"):
        cookie = live.client(member).headers["Cookie"] if member else "session=none"
        self.line = socket.create_connection(("127.0.0.1", live.port), timeout=30)
        request = f"{method} /live HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n"
        self.line.sendall(request.encode())
        self.file = self.line.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.headers = dict(
            header.decode().strip().lower().split(": ", 1) for header in iter(self.file.readline, b"\r\n")
        )

    def next(self):
        """The next number that is told; None at the end of the line (the last chunk is empty)."""
        for line in iter(self.file.readline, b"0\r\n"):
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))["unread"]
        return None

    def is_ended(self, within_s=5.0):
        """Whether the other side closes the line; numbers that still come are read over."""
        self.line.settimeout(within_s)
        try:
            while self.next() is not None:
                pass
        except TimeoutError:
            return False
        return True

    def close(self):
        self.file.close()
        self.line.close()


@pytest.fixture
def pages(live):
    with contextlib.ExitStack() as stack:

        def open_page(member=None, **options):
            page = Page(live, member, **options)
            stack.callback(page.close)
            return page

        yield open_page


def say(work, name):
    talk.comment(work.thread, by=make_member(name), words="Keep it.", at=NOON)
    run_jobs("fast")


def test_the_number_comes_at_once_and_again_as_it_changes(live, pages):
    ana = make_member("ana")
    song, rain = make_work(ana), make_work(ana)
    run_jobs("fast")
    say(song, "noor")
    page, other_tab = pages(ana), pages(ana)
    assert page.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert (page.next(), other_tab.next()) == (1, 1)
    say(rain, "kofi")
    assert (page.next(), other_tab.next()) == (2, 2)
    read_all(by=ana, at=clock.now())
    assert (page.next(), other_tab.next()) == (0, 0)


def test_nobody_hears_of_others(live, pages):
    ana, noor = make_member("ana"), make_member("noor")
    page = pages(noor)
    assert page.next() == 0
    say(make_work(ana), "kofi")
    assert Notice.objects.filter(member=ana).exists()
    page.line.settimeout(1)
    with pytest.raises(TimeoutError):
        page.next()


def test_who_is_not_signed_in_gets_no_line(live, pages):
    assert pages().status == 401
    assert pages(make_member("ana"), method="POST").status == 405


def test_a_token_is_no_browser_and_has_no_bell(live):
    assert live.stranger().get("/live", Authorization="Bearer x").status == 401


def test_the_lines_of_a_suspended_member_end(live, pages):
    kofi = make_member("kofi")
    page = pages(kofi)
    assert page.next() == 0
    suspend_member(kofi, reason="Threats.", by=make_moderator(), at=NOON)
    run_jobs("fast")
    assert page.is_ended()
    assert pages(kofi).status == 401


@pytest.mark.slow
def test_of_too_many_lines_of_one_member_the_oldest_ends(live, pages):
    ana = make_member("ana")
    lines = [pages(ana) for _ in range(WORKERS * LINES_EACH + 1)]  # so that one process has one too many
    assert all(line.status == 200 for line in lines)
    ended = [line.is_ended(within_s=0.5) for line in lines]
    assert any(ended)
    assert not ended[-1]


def test_a_hub_forgets_closed_lines():
    mine = Hub()
    lines = [mine.open(7) for _ in range(LINES_EACH + 2)]
    assert len(mine) == LINES_EACH
    for line in lines + lines:
        mine.close(line)
    assert (len(mine), mine.members()) == (0, [])


class Leaver:
    """The protocol of a browser that turned the page before the first word was said."""

    def response_stream(self, status, headers):
        return self

    async def client_disconnect(self):
        await asyncio.sleep(60)

    async def send_str(self, word):
        raise ProtocolClosed


def test_who_leaves_while_the_line_opens_is_no_error(monkeypatch):
    monkeypatch.setattr(handler, "_member_of", lambda headers: 7)
    monkeypatch.setattr(handler, "listener", lambda: SimpleNamespace(ready=partial(asyncio.sleep, 0)))
    monkeypatch.setattr(queries, "unread_count", lambda member_id: 0)
    scope: Any = SimpleNamespace(method="GET", headers=SimpleNamespace(items=list))
    leaver: Any = Leaver()
    with ThreadPoolExecutor(1) as own:  # a browser that other tests drive has a loop in this thread
        own.submit(lambda: asyncio.run(handler.handle(scope, leaver))).result()
    assert len(hub()) == 0


@pytest.mark.slow
def test_a_silent_line_is_kept_alive(live, pages):
    page = pages(make_member("ana"))
    assert page.next() == 0
    assert b": still here\n" in iter(page.file.readline, b"")


@pytest.mark.slow
def test_eleven_hundred_open_lines_leave_pages_quick_and_all_hear_their_news(live):
    members = [make_member() for _ in range(220)]
    work, other = make_work(members[0]), make_work(members[1])
    run_jobs("fast")
    say(other, "noor")
    notice = Notice.objects.get(member=members[1])
    read_all(by=members[1], at=clock.now())
    with contextlib.ExitStack() as stack:
        lines = []
        for member in members:
            for _ in range(5):
                lines.append(Page(live, member))
                stack.callback(lines[-1].close)
        assert all(line.next() == 0 for line in lines)
        begin = time.monotonic()
        for _ in range(20):
            assert live.stranger().get("/healthz").status == 200
            assert live.client(members[1]).get(f"/notices/{notice.pk}").status == 302
        assert (time.monotonic() - begin) / 20 < 1
        say(work, "kofi")
        assert [line.next() for line in lines[:5]] == [1] * 5

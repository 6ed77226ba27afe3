"""No link leads nowhere: everything that pages lead to is there, for whoever sees the link."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from manyhands.people.models import Role, RoleName
from tests.live import session_of
from tests.make import NOON
from tests.routes import pages
from tests.world import World, make_world

pytestmark = pytest.mark.slow

# Answered by the front itself, outside of Django, and tested there.
NATIVE = ("/media/", "/static/", "/api/v1/uploads/", "/live")
WELL = {200, 204, 304}
EXAMPLES = "/design"  # its components lead to things that are made up


class Page(HTMLParser):
    """The links of a page, and the places in it that a link may name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a" and named.get("href"):
            self.links.append(str(named["href"]))
        if named.get("id"):
            self.ids.add(str(named["id"]))


@dataclass
class Crawler:
    """Somebody who follows every link, each once."""

    client: Client
    seen: dict[str, Page | None] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)

    def crawl(self, starts: Iterator[str]) -> None:
        """From every start that answers as a page, through all that it leads to."""
        waiting = deque((start, "") for start in starts if self._opens(start))
        while waiting:
            address, origin = waiting.popleft()
            for link in self._follow(address, origin):
                waiting.append((link, address))

    def _opens(self, address: str) -> bool:
        return self.client.get(address).status_code == 200

    def _follow(self, link: str, origin: str) -> list[str]:
        address, place = urldefrag(link)
        is_new = address not in self.seen
        if is_new:
            self.seen[address] = self._open(address, origin)
        page = self.seen[address]
        if page is None:
            return []
        if place and place not in page.ids:
            self.dead.append(f"{origin} → {link}: no such place")
        return [urljoin(address, found) for found in page.links if is_ours(found)] if is_new else []

    def _open(self, address: str, origin: str) -> Page | None:
        answer = self.client.get(address, follow=True)
        if answer.status_code not in WELL:
            self.dead.append(f"{origin} → {address}: {answer.status_code}")
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            return None
        page = Page(answer.content.decode())
        if urlsplit(address).path == EXAMPLES:
            page.links.clear()
        return page


def is_ours(link: str) -> bool:
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc and not parts.path.startswith(NATIVE)


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    Role.objects.create(member=made.moderator, name=RoleName.ADMINISTRATOR, at=NOON)
    return made


@pytest.mark.parametrize("who", ["nobody", "ana", "moderator"])
def test_every_link_leads_somewhere(who: str, world: World) -> None:
    client = Client(raise_request_exception=False)
    if who != "nobody":
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(getattr(world, who))
    crawler = Crawler(client)
    crawler.crawl(pages(world))
    assert crawler.dead == [], "\n".join(sorted(crawler.dead))
    assert "/" in crawler.seen
    assert f"/people/{world.names['member']}" in crawler.seen

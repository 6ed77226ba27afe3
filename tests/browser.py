"""Somebody at a real browser: Debian's Chromium, driven by Playwright, on the pages of a ``live`` company.

    def test_something(live, visit):
        page = visit(live, "/design", as_=ana, width=390)

A page that logs an error, or breaks the content security policy, fails its test.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright

from manyhands.people.models import Member
from tests.live import Live, session_of

AXE = Path(__file__).with_name("journeys") / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = [
    "--no-sandbox",  # tests may run as root; the pages are our own
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


def launch(playwright: Playwright) -> Browser:
    """
    :raises RuntimeError: there is no Chromium; it says how to get it
    """
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise RuntimeError("The journeys need Chromium: apt install chromium, or set CHROMIUM to its path.")
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


@dataclass
class Visitors:
    """Opens pages, and remembers what went wrong on them."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def __call__(
        self, live: Live, path: str, *, as_: Member | None = None, width: int = 1280, **options: Any
    ) -> Page:
        """A new person with a browser of their own; ``options`` go to Playwright's ``new_context``."""
        options = {"reduced_motion": "reduce", "viewport": {"width": width, "height": 900}, **options}
        context = self.browser.new_context(base_url=live.url, **options)
        self.contexts.append(context)
        if as_ is not None:
            name, value = settings.SESSION_COOKIE_NAME, session_of(as_)
            context.add_cookies([{"name": name, "value": value, "url": live.url}])
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.goto(path)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"{message.text} ({message.location.get('url')})")

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds on a page as it stands, one line for each kind of trouble."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]


def is_wider_than_the_screen(page: Page) -> bool:
    """Whether one has to scroll sideways (WCAG 1.4.10)."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wider

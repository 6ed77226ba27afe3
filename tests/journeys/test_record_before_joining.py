"""Somebody who has not joined hits record, joins, and finds the take; nobody else has seen any of it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from manyhands.core import clock
from manyhands.media.claims import CLAIM_COOKIE
from manyhands.media.models import Processing, Upload
from manyhands.people.actions import invite
from tests.browser import is_wider_than_the_screen, violations
from tests.journeys.test_joining import newcomer
from tests.journeys.test_record import LONG, kept, lamp
from tests.live import Live
from tests.make import make_administrator
from tests.recordings import TONE_HZ, heard_in, made_of, studio

pytestmark = pytest.mark.slow
PLAYED_S = """async audio => {
  await audio.play();
  await new Promise((done) => setTimeout(done, 900));
  return audio.currentTime;
}"""


def record_from_home(page: Page, live: Live) -> None:
    """Four seconds; half-way every process of the front is killed, and others take their place."""
    page.goto(live.url)
    page.get_by_role("link", name="Hit record").click()
    expect(page.locator("[data-joining]")).to_be_hidden()
    page.get_by_role("button", name="Record", exact=True).press("Enter")
    lamp(page, "Recording")
    page.wait_for_timeout(2000)
    for pid in live.front.pids():
        os.kill(pid, signal.SIGKILL)
    page.wait_for_timeout(2000)
    page.get_by_role("button", name="Stop").press("Enter")


def hear_it_here_alone(page: Page) -> Upload:
    """The take plays from the browser's own memory; the server gives it to nobody."""
    take = page.locator(".take")
    expect(take.locator("[data-facts]")).to_have_text("Waits for you, whole", timeout=LONG)
    audio = take.locator("audio")
    assert (audio.get_attribute("src") or "").startswith("blob:")
    assert audio.evaluate(PLAYED_S) > 0.3
    upload = Upload.objects.unclaimed().get()
    assert page.request.get(upload.get_absolute_url()).status == 401
    assert not Processing.objects.exists()
    return upload


def test_a_stranger_records_joins_and_keeps_the_take(live: Live, browser: Browser, tmp_path: Path) -> None:
    _invitation, link = invite(by=make_administrator("ada"), at=clock.now())
    context = studio(browser, tmp_path, "stranger", base_url=live.url, viewport={"width": 390, "height": 900})
    page, troubles = context.pages[0], []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    record_from_home(page, live)
    hear_it_here_alone(page)
    expect(page.locator("[data-joining]")).to_contain_text("One joins here by invitation")
    assert not is_wider_than_the_screen(page)
    page.reload()
    expect(page.locator("[data-joining]")).to_contain_text("A take that was recorded in this browser waits")
    assert violations(page) == []

    page.goto(link)
    for label, words in newcomer("Kofi Mensah", "kofi").items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Join with this password").click()
    expect(page.get_by_role("status").first).to_contain_text("is yours now")
    assert CLAIM_COOKIE not in {cookie["name"] for cookie in context.cookies()}
    page.goto("/record")
    page.wait_for_timeout(5500)  # so long a take might still be recorded elsewhere
    seconds, tone = heard_in(made_of(kept(page), tmp_path, "audio"))
    assert seconds > 3
    assert abs(tone - TONE_HZ) < 4
    assert troubles == []
    context.close()


def test_nothing_is_left_on_a_computer_that_others_use(live: Live, browser: Browser, tmp_path: Path) -> None:
    context = studio(browser, tmp_path, "shared", base_url=live.url, viewport={"width": 1280, "height": 900})
    page = context.pages[0]
    page.goto("/record")
    page.locator("[data-behaviour=recorder]").evaluate("root => { root.dataset.longest = 2 }")
    page.get_by_role("button", name="Record", exact=True).click()
    hear_it_here_alone(page)  # it stopped by itself
    page.reload()
    page.get_by_role("button", name="Leave nothing on this computer").click()
    expect(page.get_by_role("status").first).to_contain_text("Nothing that was recorded here")
    expect(page.locator("[data-joining]")).to_be_hidden()
    assert not Upload.objects.unfinished().exists()
    assert CLAIM_COOKIE not in {cookie["name"] for cookie in context.cookies()}
    context.close()

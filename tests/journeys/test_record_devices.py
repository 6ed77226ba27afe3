"""The recorder and what it is given: too loud, one of several, taken away, or nothing without https."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from manyhands.media.models import Upload
from tests.journeys.test_record import LONG, lamp
from tests.live import Live
from tests.recordings import LAN, studio

pytestmark = pytest.mark.slow
HEARD = "view => view.srcObject.getAudioTracks()[0].getSettings().deviceId"
SEEN = "view => view.srcObject.getVideoTracks()[0].getSettings().deviceId"
UNPLUG = "view => view.srcObject.getAudioTracks()[0].dispatchEvent(new Event('ended'))"


def choose_last(page: Page, name: str) -> str:
    """Take the last of the devices; its id. Chromium pretends several microphones, but one camera."""
    choice = page.locator(f"[data-{name}]")
    values: list[str] = choice.locator("option").evaluate_all("options => options.map(({ value }) => value)")
    assert len(values) >= {"microphone": 3, "camera": 2}[name], "the usual one, and those there are"
    choice.select_option(values[-1])
    return values[-1]


def test_it_warns_chooses_and_says_what_is_wrong(live: Live, browser: Browser, tmp_path: Path) -> None:
    context = studio(browser, tmp_path, "loud", gain_db=30, base_url=live.url)
    page = context.pages[0]
    page.goto(f"http://{LAN}:{live.port}/record")
    expect(page.locator("[data-trouble]")).to_contain_text("Browsers record at https addresses alone")
    expect(page.locator("[data-record]")).to_be_disabled()

    page.goto("/record")
    page.get_by_text("Film", exact=True).click()
    page.get_by_role("button", name="Sound check").click()
    lamp(page, "Listening")
    expect(page.locator("[data-clip]")).to_contain_text("Too loud", timeout=LONG)
    page.get_by_text("Microphone and camera").click()
    view = page.locator("[data-view]")
    for name, used in (("microphone", HEARD), ("camera", SEEN)):
        chosen = choose_last(page, name)
        page.wait_for_function(f"id => ({used})(document.querySelector('[data-view]')) === id", arg=chosen)
    page.get_by_role("button", name="Record", exact=True).click()
    lamp(page, "Recording")
    page.wait_for_timeout(1000)
    view.evaluate(UNPLUG)
    expect(page.locator("[data-trouble]")).to_contain_text("what you recorded is safe")
    expect(page.locator(".take [data-facts]")).to_have_text("Waits for you, whole", timeout=LONG)
    assert Upload.objects.unclaimed().get().offset > 0
    context.close()

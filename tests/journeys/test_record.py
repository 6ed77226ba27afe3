"""Hit record: what was sung is on the server while it is sung, and is there when the browser is not."""

from __future__ import annotations

import time
from pathlib import Path

import av
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from manyhands.media.models import Processing, ProcessingState, Upload
from manyhands.people.models import Member
from tests.browser import Visitors, is_wider_than_the_screen, violations
from tests.jobs import run_jobs
from tests.live import Live, session_of
from tests.make import make_draft, make_member
from tests.recordings import TONE_HZ, clean_of, heard_in, kill, made_of, seen_in, studio

pytestmark = pytest.mark.slow

LONG = 30_000  # milliseconds


@pytest.fixture
def ana(live: Live) -> Member:
    return make_member("ana")


def recorder_of(context: BrowserContext, live: Live, member: Member, path: str = "/record") -> Page:
    name, value = settings.SESSION_COOKIE_NAME, session_of(member)
    context.add_cookies([{"name": name, "value": value, "url": live.url}])
    page = context.pages[0]
    page.goto(f"{live.url}{path}")
    return page


def lamp(page: Page, words: str) -> None:
    expect(page.locator("[data-lamp]")).to_have_text(words, timeout=LONG)


def recorded(page: Page, seconds: float) -> None:
    """One take of this length, until all of it is on the server."""
    page.get_by_role("button", name="Record", exact=True).click()
    lamp(page, "Recording")
    page.wait_for_timeout(seconds * 1000)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".take").first.locator("[data-facts]")).to_have_text("Here, whole", timeout=LONG)


def kept(page: Page) -> Upload:
    """Keep the newest take and prepare what it became."""
    page.locator(".take").first.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/drafts/*", timeout=LONG)
    upload = Upload.objects.finished().latest("finished_at")
    run_jobs("media")
    assert Processing.objects.get(blob=upload.blob).state == ProcessingState.READY
    return upload


def sing_while_the_line_is_down(page: Page) -> None:
    """Record, pause, go on; for two seconds of it nothing reaches the server."""
    page.get_by_role("button", name="Record", exact=True).click()
    lamp(page, "Recording")
    page.wait_for_timeout(1000)
    page.context.set_offline(True)
    page.wait_for_timeout(2000)
    expect(page.locator("[data-sent]")).to_contain_text("wait here and go up when it is back", timeout=LONG)
    page.get_by_role("button", name="Pause").click()
    lamp(page, "Paused")
    page.context.set_offline(False)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".take").first.locator("[data-facts]")).to_have_text("Here, whole", timeout=LONG)


def trim(page: Page, start: str, end: str) -> None:
    page.get_by_text("Trim", exact=True).click()
    page.get_by_label("From second").fill(start)
    page.get_by_label("To second").fill(end)
    assert violations(page) == []


def publish(page: Page, title: str) -> None:
    page.reload()  # what plays is prepared by now
    page.get_by_label("I accept the accord").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/works/*", timeout=LONG)
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.locator(".player audio")).to_have_count(1)


def test_a_killed_browser_costs_two_seconds_at_most(
    live, browser: Browser, visit: Visitors, ana, tmp_path: Path
):
    context = studio(browser, tmp_path, "killed")
    page = recorder_of(context, live, ana)
    page.get_by_role("button", name="Record", exact=True).click()
    lamp(page, "Recording")
    page.wait_for_timeout(10_000)
    assert kill(tmp_path, "killed")
    time.sleep(5.5)  # so long it might still be on its way

    page = visit(live, "/", as_=ana, width=390)
    panel = page.locator(".unfinished")
    expect(panel).to_contain_text("You have a take that was not finished: 0:")
    assert not is_wider_than_the_screen(page)
    heard = page.request.get(panel.locator("audio").get_attribute("src") or "")
    assert heard.status == 200
    assert len(heard.body()) > 50_000
    upload = kept(page)
    seconds, tone = heard_in(made_of(upload, tmp_path, "audio"))
    assert seconds >= 8
    assert abs(tone - TONE_HZ) < 4
    page.goto("/record")
    expect(page.locator(".take")).to_have_count(0)


def test_a_song_is_recorded_over_a_lost_line_kept_and_prepared(live, browser: Browser, ana, tmp_path: Path):
    context = studio(browser, tmp_path, "kept", viewport={"width": 1280, "height": 900})
    page = recorder_of(context, live, ana)
    assert violations(page) == []
    page.get_by_role("button", name="Sound check").click()
    lamp(page, "Listening")
    expect(page.locator("[data-meter]")).not_to_have_attribute("aria-valuenow", "-60")
    recorded(page, 1)
    sing_while_the_line_is_down(page)
    expect(page.locator(".take")).to_have_count(2)
    assert violations(page) == []
    drop = page.locator(".take").last.locator("[data-drop] button")
    drop.click()
    expect(drop).to_have_text("Really drop it?")
    drop.click()
    expect(page.locator(".take")).to_have_count(1)
    trim(page, "0.5", "2.5")
    song = kept(page)
    seconds, tone = heard_in(made_of(song, tmp_path, "audio"))
    assert 1.9 < seconds < 2.2
    assert abs(tone - TONE_HZ) < 4
    with av.open(str(clean_of(song, tmp_path))) as handed_out:  # a recorder writes no length into its file
        assert handed_out.duration
        assert abs(handed_out.duration / av.time_base - seconds) < 0.2

    publish(page, "Take 2")
    page.get_by_role("link", name="Record on it").click()
    expect(page.get_by_text("Made from")).to_be_visible()
    context.close()


def test_a_film_is_added_to_a_draft_though_the_camera_was_unplugged(
    live, browser: Browser, ana, tmp_path: Path
):
    draft = make_draft(ana)
    context = studio(browser, tmp_path, "film", viewport={"width": 1280, "height": 900})
    page = recorder_of(context, live, ana, f"/record?draft={draft.pk}")
    page.get_by_text("Film").click()
    recorded(page, 2)
    page.get_by_role("button", name="Record", exact=True).click()
    lamp(page, "Recording")
    page.locator("[data-view]").evaluate(
        "view => view.srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))"
    )
    expect(page.locator("[data-trouble]")).to_contain_text("what you recorded is safe")
    expect(page.locator(".take")).to_have_count(2)
    page.locator(".take").first.locator("[data-drop] button").click()
    page.locator(".take").first.locator("[data-drop] button").click()
    film = kept(page)
    assert film.draft_files.get().draft == draft
    red, green, blue = seen_in(made_of(film, tmp_path, "video"))
    assert red > 150 > max(green, blue)
    context.close()


def test_what_stands_in_the_way_is_one_sentence(live, browser: Browser, ana, tmp_path: Path):
    context = studio(browser, tmp_path, "refused", says_yes=False, viewport={"width": 390, "height": 900})
    page = recorder_of(context, live, ana)
    page.get_by_role("button", name="Record", exact=True).click()
    trouble = page.locator("[data-trouble]")
    expect(trouble).to_contain_text("allow the microphone", timeout=LONG)
    assert violations(page) == []
    assert not is_wider_than_the_screen(page)
    page.add_init_script("delete window.MediaRecorder")
    page.reload()
    expect(trouble).to_contain_text("This browser cannot record")
    expect(page.locator("[data-record]")).to_be_disabled()
    context.close()

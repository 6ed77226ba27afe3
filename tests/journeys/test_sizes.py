"""A film in several sizes: one chooses, or leaves it to the line; also where the browser has no HLS."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Visitors, violations
from tests.journeys.test_play import open_work, publish
from tests.live import Live
from tests.make import make_member

WITHOUT_HLS = """
    const can = HTMLMediaElement.prototype.canPlayType;
    HTMLMediaElement.prototype.canPlayType = function (type) {
        return type.includes("mpegurl") ? "" : can.call(this, type);
    };
"""


def film(page: Page) -> dict[str, float]:
    """Wait until pictures move; how high they are, and where they stand in seconds."""
    page.wait_for_function("() => document.querySelector('#player video').currentTime > 0.3", timeout=20_000)
    shown: dict[str, float] = page.locator("#player video").evaluate(
        "film => ({lines: film.videoHeight, at: film.currentTime})"
    )
    return shown


def wait_for_lines(page: Page, lines: int) -> None:
    page.wait_for_function(
        "lines => document.querySelector('#player video').videoHeight === lines", arg=lines, timeout=20_000
    )


@pytest.mark.slow
def test_one_chooses_a_size_or_leaves_it_to_the_line(live: Live, visit: Visitors):
    work = publish(make_member("ana"), "uneven.mp4", title="Uneven")
    page = open_work(visit, live, work)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    size = page.get_by_label("Quality")
    assert size.locator("option").all_inner_texts() == ["auto", "240p", "360p", "480p"]
    page.get_by_role("button", name="Play", exact=True).click()
    film(page)
    plays = page.locator("#player video").evaluate("film => film.currentSrc")
    assert "/hls/" in plays, "a browser that has HLS takes the stream by itself"
    size.select_option("240p")
    wait_for_lines(page, 240)
    size.focus()
    page.keyboard.press("End")
    wait_for_lines(page, 480)
    assert violations(page) == []
    page.add_init_script(WITHOUT_HLS)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(size.locator("option:checked")).to_have_text("480p")
    assert not [url for url in asked if "/js/hls." in url]
    size.select_option("auto")
    page.get_by_role("button", name="Play", exact=True).click()
    assert film(page)["lines"] in {240, 360, 480}
    assert [url for url in asked if "/js/hls." in url]
    assert page.locator("#player video").evaluate("film => film.currentSrc.startsWith('blob:')")
    expect(page.locator("#player [data-trouble]")).to_be_hidden()

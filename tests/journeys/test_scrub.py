"""Who looks for a place in a film sees what is there: under a mouse, under a finger, and by keys."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from manyhands.media.models import Rendition
from tests.browser import Visitors, is_wider_than_the_screen, violations
from tests.journeys.test_play import open_work, publish
from tests.live import Live
from tests.make import make_member
from tests.numbered_films import number_on

SEEN = "#player .player__scrub"


def shown(page: Page) -> int:
    """Which picture of the film is drawn beside the line, read from its pixels."""
    data = page.locator(f"{SEEN} canvas").evaluate(
        "canvas => [...atob(canvas.toDataURL().split(',')[1])].map(letter => letter.charCodeAt(0))"
    )
    return number_on(Image.open(io.BytesIO(bytes(data))))


def wait_for_place(page: Page, place: int) -> None:
    expect(page.locator(SEEN)).to_have_attribute("data-place", str(place))


def at(line: Locator, share: float) -> tuple[float, float]:
    box = line.bounding_box()
    assert box is not None
    return box["x"] + share * box["width"], box["y"] + box["height"] / 2


def is_within_the_player(page: Page) -> bool:
    return bool(
        page.locator(SEEN).evaluate(
            """seen => {
                const [inner, outer] = [seen, seen.closest(".player")].map(it => it.getBoundingClientRect());
                return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top;
            }"""
        )
    )


@pytest.mark.slow
def test_one_sees_what_is_there_before_one_goes_there(live: Live, visit: Visitors):
    work = publish(make_member("ana"), "three-seconds.mp4", title="Three seconds")
    page = open_work(visit, live, work)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    line = page.locator("#player [data-wave]")
    line.scroll_into_view_if_needed()
    page.mouse.move(*at(line, 0.5))
    wait_for_place(page, 7)
    assert (shown(page), page.locator(SEEN).inner_text()) == (35, "0:01")
    assert len([url for url in asked if "/scrub" in url]) == 3, "the script, the sheet and its table, once"
    for share, place in ((0.005, 0), (0.995, 14)):
        page.mouse.move(*at(line, share))
        wait_for_place(page, place)
        assert shown(page) == 5 * place
        assert is_within_the_player(page)
    assert page.locator("#player video").evaluate("film => film.currentTime") == 0, "looking is not going"
    assert violations(page) == []
    page.mouse.move(0, 0)
    expect(page.locator(SEEN)).to_be_hidden()
    page.locator("#player").focus()
    page.keyboard.press("5")
    wait_for_place(page, 7)
    assert line.get_attribute("aria-valuetext") == "0:01 of 0:03"
    expect(page.get_by_role("slider", name="Position")).to_have_count(1)
    expect(page.locator(SEEN)).to_be_hidden(timeout=5000)


@pytest.mark.slow
def test_a_finger_is_shown_the_same_on_a_telephone_and_from_right_to_left(live: Live, visit: Visitors):
    work = publish(make_member("ana"), "upright-three.mp4", title="Three seconds")
    page = open_work(visit, live, work, width=390, has_touch=True, is_mobile=True)
    page.evaluate("document.documentElement.dir = 'rtl'")
    line = page.locator("#player [data-wave]")
    line.scroll_into_view_if_needed()
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, share: float = 0) -> None:
        points = [dict(zip("xy", at(line, share), strict=True))] if kind != "touchEnd" else []
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0.1)
    touch("touchMove", 0.5)
    wait_for_place(page, 7)
    assert shown(page) == 35
    touch("touchMove", 0.99)
    wait_for_place(page, 14)
    assert is_within_the_player(page)
    assert page.locator(f"{SEEN} canvas").evaluate("canvas => [canvas.offsetWidth, canvas.offsetHeight]") == [
        90,
        160,
    ]
    assert not is_wider_than_the_screen(page)
    touch("touchEnd")
    expect(page.locator(SEEN)).to_be_hidden()
    assert page.locator("#player video").evaluate("film => film.currentTime") > 2.8


@pytest.mark.slow
def test_without_a_sheet_the_line_is_a_line(live: Live, visit: Visitors):
    work = publish(make_member("ana"), "clip-h264.mp4", title="One clip")
    Rendition.objects.filter(profile__startswith="scrub").delete()
    page = open_work(visit, live, work)
    line = page.locator("#player [data-wave]")
    line.scroll_into_view_if_needed()
    page.mouse.move(*at(line, 0.5))
    line.click()
    expect(page.locator("#player [data-now]")).to_have_text("0:01")
    assert page.locator(SEEN).count() == 0

"""The look: every component, in every state, for every eye and hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Visitors, is_wider_than_the_screen, violations
from tests.live import Live

WIDTHS = (390, 1280)
THEMES = ("light", "dark")


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(quiet_live: Live, visit: Visitors, width: int, theme: str) -> None:
    page = visit(quiet_live, "/design", width=width, color_scheme=theme)
    settle(page)
    assert violations(page) == []
    assert not is_wider_than_the_screen(page)


@pytest.mark.slow
def test_nothing_is_wider_than_the_screen_from_right_to_left(quiet_live: Live, visit: Visitors) -> None:
    page = visit(quiet_live, "/design?only=light", width=390)
    page.evaluate("document.documentElement.dir = 'rtl'")
    settle(page)
    assert not is_wider_than_the_screen(page)


@pytest.mark.slow
def test_text_may_be_twice_as_large(quiet_live: Live, visit: Visitors) -> None:
    page = visit(quiet_live, "/design?only=light", width=780)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    settle(page)
    assert not is_wider_than_the_screen(page)


@pytest.mark.slow
def test_without_scripts_media_play_in_the_browsers_own_players(quiet_live: Live, visit: Visitors) -> None:
    page = visit(quiet_live, "/design?only=light", java_script_enabled=False)
    expect(page.locator("#sound-light audio[controls]")).to_be_visible()
    expect(page.locator("#film-light video[controls]")).to_be_visible()
    expect(page.locator("#sound-light [data-play]")).to_be_hidden()
    expect(page.locator("#upload-light-files")).to_be_visible()


@pytest.mark.slow
def test_the_theme_is_kept_without_a_flash(quiet_live: Live, visit: Visitors) -> None:
    page = visit(quiet_live, "/design", color_scheme="light")
    toggle = page.locator("[data-behaviour=theme]")
    toggle.click()
    toggle.press("Space")
    expect(toggle).to_have_text("Colours: dark")
    answer = page.request.get("/design").text()
    assert 'data-theme="dark"' in answer.split("<body")[0], "the server writes it before anything is drawn"


def test_colours_can_be_chosen_without_scripts(quiet_live: Live, visit: Visitors) -> None:
    page = visit(quiet_live, "/design", java_script_enabled=False)
    page.get_by_role("link", name="Colours").click()
    page.get_by_label("dark").check()
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url("**/design")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_keyboard_reaches_the_page_first_then_its_parts(quiet_live: Live, visit: Visitors) -> None:
    page = visit(quiet_live, "/design?only=light")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_menu_opens_walks_and_closes_by_keys(quiet_live: Live, visit: Visitors) -> None:
    page = visit(quiet_live, "/design?only=light", width=390)
    menu = page.locator(".site-header details.menu__narrow")
    menu.locator("summary").press("Enter")
    page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu.locator("summary")).to_be_focused()
    expect(menu.locator(".menu__list")).to_be_hidden()


@pytest.mark.slow
def test_a_dialog_holds_the_focus_and_gives_it_back(quiet_live: Live, visit: Visitors) -> None:
    page = visit(quiet_live, "/design?only=light")
    opener = page.get_by_role("link", name="Report this")
    opener.press("Enter")
    dialog = page.get_by_role("dialog", name="Report this")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def settle(page: Page) -> None:
    """Wait until every behaviour has started."""
    expect(page.locator("html.scripted")).to_be_attached()
    expect(page.locator("[data-wave][role=slider]").last).to_be_attached()
    page.wait_for_load_state("networkidle")

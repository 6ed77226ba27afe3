"""A person without a mouse: Tab, Enter, Space and letters, nothing else."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

MOST_TABS = 60


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until this has the focus; fails if one never comes to it."""
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no key leads to {target}")


def fill(page: Page, words: dict[str, str]) -> None:
    """Type into fields, known by their labels, in this order."""
    for label, text in words.items():
        tab_to(page, page.locator("main").get_by_label(label, exact=True))
        page.keyboard.press("Control+A")
        page.keyboard.type(text)


def press(page: Page, name: str, *, role: str = "button") -> None:
    """Go to a button or link of the page's body, and press Enter."""
    tab_to(page, page.locator("main").get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]
    with page.expect_navigation():
        page.keyboard.press("Enter")

"""Every page can be used by everybody: axe finds nothing, nothing is wider than the screen, nothing errs.

The pages are those of tests/routes.py, so a new one is looked at by itself; each as whoever may open it, on a
telephone by day and on a desk by night. (All four are looked at on /design, by test_design.py.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from django.conf import settings
from playwright.sync_api import Page, ViewportSize
from pytest_django import DjangoDbBlocker

from manyhands.people.models import Member, Role, RoleName
from tests.browser import Visitors, is_wider_than_the_screen, violations
from tests.database import start_over
from tests.live import Caller, Front, Live
from tests.make import NOON
from tests.routes import addresses_of, all_routes
from tests.world import World, make_world

pytestmark = pytest.mark.slow

TELEPHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=900)
LOOKS: tuple[tuple[Literal["light", "dark"], ViewportSize], ...] = (("light", TELEPHONE), ("dark", DESK))
# Only a drawn frame begins the transitions that a change of theme brings.
COLOURS_HAVE_CHANGED = """async () => {
  await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  await Promise.allSettled(document.getAnimations().map((each) => each.finished));
}"""
LOOKED_AT_ELSEWHERE = {"design"}  # test_design.py
ONLY_FOR_STRANGERS = ("join", "sign-in")
OFFICES = ("company", "desk")  # pages of those who look after the company


@pytest.fixture(scope="module")
def world(_front: Front, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One company for all pages, with media that play; nobody changes anything in it."""
    with django_db_blocker.unblock():
        made = make_world(with_media=True)
        Role.objects.create(member=made.moderator, name=RoleName.ADMINISTRATOR, at=NOON)
        yield made
        start_over(settings.DATABASES["default"]["NAME"])


def viewer_of(route: str, world: World) -> Member | None:
    if route.startswith(OFFICES):
        return world.moderator
    return None if route.startswith(ONLY_FOR_STRANGERS) else world.ana


def is_page(caller: Caller, address: str) -> bool:
    """A whole page, not a redirect, a part of one, or an answer for programs."""
    answer = caller.get(address)
    is_html = answer.headers.get("content-type", "").startswith("text/html")
    return answer.status == 200 and is_html and b"<html" in answer.body


@pytest.mark.parametrize("route", [route for route in all_routes() if not route.startswith("api/v1/")])
def test_everybody_can_use_it(route: str, world: World, quiet_live: Live, visit: Visitors) -> None:
    if route in LOOKED_AT_ELSEWHERE:
        return
    viewer = viewer_of(route, world)
    caller = quiet_live.client(viewer) if viewer else quiet_live.stranger()
    wrong = []
    for address in addresses_of(route, world.names):
        if is_page(caller, address):
            page = visit(quiet_live, address, as_=viewer)
            wrong += [f"{address} as {viewer}: {each}" for each in troubles_on(page)]
            page.context.close()
    assert wrong == [], "\n".join(wrong)


def troubles_on(page: Page) -> Iterator[str]:
    page.locator("html.scripted").wait_for(state="attached")
    for theme, size in LOOKS:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.evaluate(COLOURS_HAVE_CHANGED)
        page.set_viewport_size(size)
        yield from (f"{theme}, {size['width']}: {each}" for each in violations(page))
        if is_wider_than_the_screen(page):
            yield f"{theme}, {size['width']}: wider than the screen"


@pytest.mark.parametrize(
    "address", ["/", "/works", "/people", "/search", "/accord", "/api/docs", "/join", "/sign-in"]
)
def test_what_everybody_may_open_is_a_page(address: str, world: World, quiet_live: Live) -> None:
    """So that the test above has something to look at."""
    assert is_page(quiet_live.stranger(), address)

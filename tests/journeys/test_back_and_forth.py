"""A song passed back and forth: A's first version, B's remix of it, A's second version made from B's."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from manyhands.people.models import Member
from manyhands.works.models import Version, Work
from tests.browser import Visitors
from tests.jobs import run_jobs
from tests.live import Live
from tests.make import make_member
from tests.media_samples import sample

LONG = 60_000  # milliseconds


@pytest.fixture
def ana(live: Live) -> Member:
    return make_member("ana")


@pytest.fixture
def bea(live: Live) -> Member:
    return make_member("bea")


def drop(page: Page, name: str) -> None:
    """Choose a file, and wait until it has arrived."""
    page.wait_for_load_state("networkidle")
    page.locator("input[type=file]").first.set_input_files(sample(name))
    row = page.locator(".upload-row[data-state=done], .file-row", has_text=name)
    expect(row.first).to_be_visible(timeout=LONG)


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/drafts/*")
    page.wait_for_load_state("networkidle")


def publish(page: Page) -> str:
    """Publish what lies in the draft, and give the address of its page."""
    run_jobs("media", "fast")  # as the company's workers do meanwhile
    expect(page.locator(".file-row .status")).to_have_text("ready", timeout=LONG)
    page.get_by_role("button", name=re.compile("^Publish")).click()
    page.wait_for_url("**/works/*")
    run_jobs("fast")
    address = page.url
    page.close()
    return address


def first_version(page: Page) -> str:
    drop(page, "tone.wav")
    go_on(page)
    page.get_by_label("Title").fill("Rain on tin")
    page.get_by_label("I accept the accord").check()
    return publish(page)


def remix(page: Page) -> str:
    page.get_by_role("link", name="Remix this").click()
    page.wait_for_url("**/works/new*")
    drop(page, "tone.flac")
    go_on(page)
    expect(page.locator(".thread__hand", has_text="Rain on tin")).to_be_visible()
    page.get_by_label("Title").fill("Rain with drums")
    page.get_by_label("I accept the accord").check()
    return publish(page)


def second_version(page: Page, *, made_from: str) -> str:
    page.get_by_text("Yours", exact=True).click()
    page.get_by_role("link", name="Make a new version").click()
    page.get_by_role("button", name="Begin a new version").click()
    page.wait_for_url("**/drafts/*")
    drop(page, "tone.mp3")
    field = page.get_by_role("combobox", name="Name a source")
    field.fill(made_from)
    expect(page.get_by_role("option", name="Rain with drums")).to_be_visible(timeout=LONG)
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.locator(".thread__hand", has_text="Rain with drums")).to_be_visible()
    return publish(page)


def sources_of(version: Version) -> set[tuple[str, int]]:
    named = version.sources.select_related("origin__work")
    return {(source.origin.work.title, source.origin.number) for source in named if source.origin}


@pytest.mark.slow
def test_a_song_goes_there_and_back(live: Live, visit: Visitors, ana: Member, bea: Member) -> None:
    song = first_version(visit(live, "/works/new", as_=ana))
    drums = remix(visit(live, song, as_=bea))
    assert second_version(visit(live, song, as_=ana), made_from=drums) == song

    page = visit(live, song)
    expect(page.locator("#thread")).to_contain_text("Rain with drums")
    expect(page.get_by_text("Version 2")).to_be_visible()
    page.get_by_role("link", name="Version 1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rain on tin")
    page.goto(drums)
    expect(page.locator("#thread")).to_contain_text("Rain on tin")
    page.close()

    theirs, others = Work.objects.get(title="Rain on tin"), Work.objects.get(title="Rain with drums")
    assert [sources_of(version) for version in theirs.versions.order_by("number")] == [
        set(),
        {("Rain with drums", 1)},
    ]
    assert sources_of(others.newest) == {("Rain on tin", 1)}

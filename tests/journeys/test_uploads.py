"""Files travel from a real browser by tus-js-client: whole, over a lost line, and after a reload."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from manyhands.media.models import Upload
from manyhands.people.models import Member
from tests.browser import Visitors
from tests.jobs import wait_for
from tests.line import line_to
from tests.live import Live
from tests.make import make_member

FAST, SLOW = -1, 2_000_000  # bytes a second; -1 is no limit
LONG = 60_000  # milliseconds


@pytest.fixture
def ana(live: Live) -> Member:
    return make_member("ana")


def some_file(folder: Path, size: int) -> Path:
    path = folder / "rehearsal.bin"
    path.write_bytes(os.urandom(size))
    return path


def box_of(page: Page) -> Locator:
    page.wait_for_load_state("networkidle")
    return page.locator(".upload", has=page.locator("#upload-light-files"))


def row_of(box: Locator, name: str) -> Locator:
    return box.locator(".upload-row", has_text=name)


def set_line(page: Page, *, bytes_a_second: int) -> None:
    line = page.context.new_cdp_session(page)
    conditions = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    line.send("Network.emulateNetworkConditions", {"offline": False, **conditions})


def has_begun(*, at_least: int) -> bool:
    """Whether so many bytes of the one upload lie on the server's disk."""
    from django.conf import settings

    upload = Upload.objects.first()
    part = settings.DATA_DIR / "uploads" / upload.pk if upload else None
    return part is not None and part.exists() and part.stat().st_size >= at_least


def assert_arrived(path: Path) -> None:
    upload = Upload.objects.get()  # one: nothing was begun a second time
    assert upload.name == path.name
    assert upload.blob
    assert upload.blob.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.slow
def test_a_file_arrives_and_the_form_holds_its_id(live, visit: Visitors, ana, tmp_path):
    path = some_file(tmp_path, 3_000_000)
    box = box_of(page := visit(live, "/design?only=light", as_=ana))
    box.locator("input[type=file]").set_input_files(path)
    row = row_of(box, path.name)
    expect(row).to_have_attribute("data-state", "done", timeout=LONG)
    assert_arrived(path)
    assert row.locator("input[name=upload]").input_value() == Upload.objects.get().pk
    page.close()


@pytest.mark.slow
def test_a_lost_line_costs_nothing_but_time(live, visit: Visitors, ana, tmp_path):
    path = some_file(tmp_path, 20_000_000)
    with line_to(live.port) as line:
        page = visit(live, f"{line.url}/design?only=light", as_=ana)
        box = box_of(page)
        line.bytes_a_second = SLOW
        box.locator("input[type=file]").set_input_files(path)
        wait_for(lambda: has_begun(at_least=1_000_000))
        line.cut()
        expect(row_of(box, path.name)).to_have_attribute("data-state", "lost", timeout=LONG)
        line.mend()
        expect(row_of(box, path.name)).to_have_attribute("data-state", "done", timeout=LONG)
        assert_arrived(path)
        visit.troubles.clear()  # the browser logs that its line was lost
        page.close()


@pytest.mark.slow
def test_after_a_reload_the_same_file_goes_on_where_it_was(live, visit: Visitors, ana, tmp_path):
    path = some_file(tmp_path, 20_000_000)
    page = visit(live, "/design?only=light", as_=ana)
    page.on("dialog", lambda dialog: dialog.accept())  # "leave this page?"
    box = box_of(page)
    set_line(page, bytes_a_second=SLOW)
    box.locator("input[type=file]").set_input_files(path)
    wait_for(lambda: has_begun(at_least=1_000_000))
    page.reload()
    box = box_of(page)
    expect(box.locator("[data-unfinished]")).to_contain_text(path.name)
    set_line(page, bytes_a_second=FAST)
    box.locator("input[type=file]").set_input_files(path)
    expect(row_of(box, path.name)).to_have_attribute("data-state", "done", timeout=LONG)
    assert_arrived(path)
    page.close()

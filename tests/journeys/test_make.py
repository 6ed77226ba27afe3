"""Somebody makes things: one file of each kind and a text, published, seen on their pages; then a remix."""

from __future__ import annotations

import os
import wave
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from manyhands.discovery.actions import index
from manyhands.media.models import Upload
from manyhands.people.models import Member
from manyhands.works.models import Draft, Work
from tests.browser import Visitors, is_wider_than_the_screen, violations
from tests.jobs import run_jobs, wait_for
from tests.live import Live
from tests.make import make_draft, make_member, make_work
from tests.media_samples import sample
from tests.quick import one_of_each

LONG = 60_000  # milliseconds

KINDS = {"tone.wav": "audio", "clip-h264.mp4": "video", "drawing.png": "image", "story.md": "text"}


@pytest.fixture
def ana(live: Live) -> Member:
    return make_member("ana")


def ready(page: Page) -> Page:
    page.wait_for_load_state("networkidle")
    return page


def drop(page: Page, *paths: Path) -> None:
    """Choose files, and wait until they have arrived."""
    ready(page).locator("input[type=file]").first.set_input_files(list(paths))
    for path in paths:
        row = page.locator(".upload-row", has_text=path.name)
        expect(row).to_have_attribute("data-state", "done", timeout=LONG)


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/drafts/*")
    ready(page)


def publish(page: Page, *, accept: bool = True) -> None:
    if accept:
        page.get_by_label("I accept the accord").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/works/*")


@pytest.mark.parametrize("name", one_of_each(KINDS, "tone.wav"))
def test_a_file_of_each_kind_becomes_a_work(live, visit: Visitors, ana, name):
    kind = KINDS[name]
    page = visit(live, "/works/new", as_=ana)
    drop(page, sample(name))
    go_on(page)
    run_jobs("media", "fast")  # as the company's workers do meanwhile
    expect(page.locator(".file-row .status")).to_have_text("ready", timeout=LONG)
    expect(page.locator("#stage figure")).to_have_count(0 if kind == "text" else 1)  # without a reload
    page.get_by_label("Title").fill(f"My {kind}")
    publish(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"My {kind}")
    expect(page.get_by_text("Everyone can see it")).to_be_visible()
    work = Work.objects.get()
    assert (work.kind, work.author, work.machine_learning) == (kind, ana, False)
    assert not Draft.objects.exists()
    page.close()


@pytest.mark.slow
def test_one_writes_the_title_while_a_large_file_is_on_its_way(live, visit: Visitors, ana, tmp_path):
    long = tmp_path / "long-night.wav"
    with wave.open(str(long), "wb") as sound:
        sound.setparams((2, 2, 48_000, 0, "NONE", ""))
        sound.writeframes(os.urandom(12_000_000))
    page = ready(visit(live, "/works/new", as_=ana))
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 1_000_000}
    line.send("Network.emulateNetworkConditions", slow)
    page.locator("input[type=file]").first.set_input_files(long)
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you publish")
    expect(page.get_by_label("Title")).to_have_value("long night")
    row = page.locator(".upload-row", has_text=long.name)
    assert row.get_attribute("data-state") == "sending"
    page.get_by_label("Title").fill("A night, whole")
    page.get_by_label("I accept the accord").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("[data-still]")).to_be_visible()
    line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
    expect(page.locator(".file-row input").first).to_have_value(long.name, timeout=LONG)
    expect(row).to_have_count(0)
    assert Upload.objects.count() == 1, "it was sent once"
    run_jobs("media", "fast")
    expect(page.locator("#stage figure")).to_be_visible(timeout=LONG)
    publish(page, accept=False)
    assert Work.objects.get().title == "A night, whole"


@pytest.mark.slow
def test_somebody_is_found_as_one_types_and_named_by_keys_alone(live, visit: Visitors, ana):
    kofi = make_member("kofi", name="Kofi Mensah")
    index("member", kofi.pk)
    work = make_work(ana)
    page = ready(visit(live, f"/works/{work.pk}/credits", as_=ana))
    page.get_by_role("combobox").press_sequentially("men")
    expect(page.get_by_role("option")).to_contain_text("Kofi Mensah")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox")).to_have_value("@kofi")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.type("bass")
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kofi Mensah is asked")).to_be_visible()
    assert work.credit_list.credits.get().member == kofi


@pytest.mark.slow
def test_a_text_is_written_in_the_page_looked_at_and_published(live, visit: Visitors, ana):
    page = ready(visit(live, "/works/new", as_=ana))
    page.get_by_label("Your text").fill("# Rain\n\nIt *rains* on tin.")
    expect(page.locator("[data-saved]")).to_contain_text("Saved", timeout=LONG)
    assert Draft.objects.get().body == "# Rain\n\nIt *rains* on tin."
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview em")).to_have_text("rains")
    go_on(page)
    page.get_by_label("Title").fill("Rain")
    publish(page)
    expect(page.locator("article .prose")).to_contain_text("It rains on tin.")
    assert Work.objects.get().newest.body == "# Rain\n\nIt *rains* on tin."
    page.close()


def test_a_remix_names_its_sources_by_keyboard(live, visit: Visitors, ana):
    rain = make_work(make_member("bea"), title="Rain on tin")
    make_work(make_member("kofi"), title="A gate", licence="by-sa")
    run_jobs("fast")  # the search knows them
    page = ready(visit(live, f"/works/new?source={rain.pk}", as_=ana))
    page.get_by_label("Your text").fill("It rained on the gate.")
    go_on(page)
    field = page.get_by_role("combobox", name="Name a source")
    field.press_sequentially("gate", delay=20)
    expect(page.get_by_role("option", name="A gate")).to_be_visible(timeout=LONG)
    field.press("ArrowDown")
    field.press("Enter")
    gates = page.locator(".thread__hand", has_text="A gate")
    gates.get_by_label("As what").fill("the squeak")
    gates.get_by_label("In a sentence").fill("Slowed to half its speed.")
    expect(page.get_by_label("CC BY-SA 4.0")).to_be_checked()
    expect(page.get_by_label("CC BY 4.0")).to_be_disabled()
    page.get_by_label("Title").fill("Gate in the rain")
    publish(page)
    work = Work.objects.get(title="Gate in the rain")
    sources = work.newest.sources.select_related("origin__work")
    cited = {each.origin.work.title: each for each in sources if each.origin}
    assert set(cited) == {"Rain on tin", "A gate"}
    assert (cited["A gate"].role, cited["A gate"].note) == ("the squeak", "Slowed to half its speed.")
    assert work.licence == "by-sa"
    page.close()


@pytest.mark.slow
def test_more_files_join_a_draft_as_they_arrive(live, visit: Visitors, ana):
    draft = make_draft(ana)
    page = ready(visit(live, f"/drafts/{draft.pk}", as_=ana))
    page.get_by_text("Add more files").click()
    page.locator("input[type=file]").set_input_files([sample("tone.flac"), sample("drawing.png")])
    expect(page.locator(".file-row")).to_have_count(3, timeout=LONG)
    expect(page.locator(".upload-row")).to_have_count(0)
    assert sorted(draft.files.values_list("name", "purpose")) == [
        ("drawing.png", "cover"),
        ("song.wav", "main"),
        ("tone.flac", "stem"),
    ]
    page.close()


def test_what_is_typed_survives_a_refusal_and_a_reload(live, visit: Visitors, ana):
    draft = make_draft(ana, title="")
    page = ready(visit(live, f"/drafts/{draft.pk}", as_=ana))
    page.get_by_text("Say more about it").click()
    page.get_by_label("About it").fill("Recorded while the rice cooked.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Nothing you typed is lost")
    assert page.get_by_label("About it").input_value() == "Recorded while the rice cooked."
    page.reload()
    assert page.get_by_label("About it").input_value() == "Recorded while the rice cooked."
    page.close()
    assert all("422" in each for each in visit.troubles)  # the refusal itself, as the browser logs it
    visit.troubles.clear()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_can_be_used_by_everyone(live, visit: Visitors, ana, width):
    draft = make_draft(ana, sources=[make_work()])
    work = make_work(ana, title="Mine")
    places = [
        "/works/new",
        "/drafts",
        f"/drafts/{draft.pk}",
        f"/works/{work.pk}/edit",
        f"/works/{work.pk}/history",
    ]
    for place in places:
        page = ready(visit(live, place, as_=ana, width=width))
        for fold in page.locator("main details.fold > summary").all():
            fold.click()
        assert violations(page) == [], place
        assert not is_wider_than_the_screen(page), place
        page.close()


@pytest.mark.slow
def test_without_a_script_the_plain_form_does_it_all(live, visit: Visitors, ana):
    page = visit(live, "/works/new", as_=ana, java_script_enabled=False)
    page.locator("input[type=file]").set_input_files(sample("story.txt"))
    page.get_by_role("button", name="Go on").click()
    assert page.url.startswith(f"{live.url}/drafts/")
    wait_for(lambda: Upload.objects.finished().exists())
    page.get_by_label("Title").fill("Rain")
    publish(page)
    assert Work.objects.get().kind == "text"
    page.close()

"""The stems of a song play together to the sample, and its captions are read along."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from manyhands.media.actions import ingest_file
from manyhands.people.models import Member
from manyhands.works.actions import publish_draft, start_from_files
from manyhands.works.models import DraftFile, Work
from tests.browser import Visitors, is_wider_than_the_screen, violations
from tests.jobs import run_jobs
from tests.live import Live
from tests.make import NOON, make_member
from tests.rarer_samples import rare

pytestmark = pytest.mark.slow
LONG = 30_000  # milliseconds

# Where each stem clicks, in seconds, as the browser unpacks what the page gives it.
_CLICKS = """async () => {
    const context = new AudioContext(), found = [];
    for (const row of document.querySelectorAll("[data-stem]")) {
        const sound = await context.decodeAudioData(await (await fetch(row.dataset.stem)).arrayBuffer());
        const samples = sound.getChannelData(0);
        let top = 0;
        samples.forEach((value, place) => { if (Math.abs(value) > Math.abs(samples[top])) top = place; });
        found.push(top / sound.sampleRate);
    }
    return found;
}"""


# Whether the drawing of the sound first goes high at RISE, a share of its width.
_RISES = """() => {
    const canvas = document.querySelector("[data-lens-ground] canvas");
    const { width } = canvas, height = Math.round(canvas.height / 4);
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    for (let x = 0; x < width; x++) {
        if (Math.abs(x - width / 2) < 3) continue;  // where it plays is drawn there
        for (let y = 0; y < height; y++) {
            if (data[4 * (y * width + x) + 3] > 99) return Math.abs(x / width - RISE) < 0.005;
        }
    }
    return false;
}"""


@pytest.fixture
def ana(live: Live) -> Member:
    return make_member("ana")


def song(ana: Member, folder: Any) -> Work:
    captions = folder / "rain.de.vtt"
    captions.write_text("WEBVTT\n\n00:00.000 --> 00:01.900\nDer <i>Regen</i>\n", encoding="utf-8")
    files = [
        ("clicks.wav", "song.wav"),
        ("click.wav", "bass.wav"),
        ("click.flac", "a drum with a long name.flac"),
    ]
    uploads = [ingest_file(rare(sample), name=name, member=ana, at=NOON) for sample, name in files]
    uploads.append(ingest_file(captions, name=captions.name, member=ana, at=NOON))
    run_jobs("media")
    (draft,) = start_from_files([each.pk for each in uploads], together=True, by=ana, at=NOON)
    assert DraftFile.objects.filter(draft=draft, purpose="stem").count() == 2
    return publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True).work


def opened(visit: Visitors, live: Live, work: Work, **options: Any) -> Page:
    page = visit(live, work.get_absolute_url(), **options)
    page.wait_for_load_state("networkidle")
    return page


def test_stems_play_together_and_captions_are_read_along(live, visit: Visitors, ana, tmp_path):
    page = opened(visit, live, song(ana, tmp_path))
    first, second = page.evaluate(_CLICKS)
    assert first == second == pytest.approx(1.0, abs=0.001)
    stems = page.locator(".stems")
    play = stems.get_by_role("button", name="Play the stems together")
    play.focus()
    page.keyboard.press("Enter")
    expect(stems.get_by_role("button", name="Pause the stems")).to_be_visible(timeout=LONG)
    page.wait_for_function("() => document.querySelector('[data-place]').value > 300", timeout=LONG)
    solo = stems.get_by_role("button", name="solo bass.wav")
    solo.focus()
    page.keyboard.press("Space")
    expect(solo).to_have_attribute("aria-pressed", "true")
    expect(stems.locator(".stems__row--silent")).to_contain_text("a drum")
    stems.get_by_role("button", name="mute bass.wav").click()
    expect(stems.locator(".stems__row--silent")).to_contain_text("a drum")
    solo.click()
    expect(stems.locator(".stems__row--silent")).to_contain_text("bass")
    expect(play).to_be_visible(timeout=LONG)  # it has ended
    page.locator("#player").focus()
    page.keyboard.press("k")
    expect(page.locator("[data-caption]")).to_have_text("Der Regen", timeout=LONG)
    page.keyboard.press("c")
    expect(page.locator("[data-caption]")).to_have_text("")
    assert violations(page) == []
    looked_at_closely(page)
    page.set_viewport_size({"width": 390, "height": 800})
    assert not is_wider_than_the_screen(page)


def looked_at_closely(page: Page) -> None:
    """Every click of the song stands where it is heard, whichever piece of the sound it is in."""
    audio, ground = page.locator("#player audio"), page.locator("[data-lens-ground]")
    audio.evaluate("media => media.pause()")
    for _ in range(8):
        page.keyboard.press("+")
    for second in (1, 6, 11):
        audio.evaluate("(media, at) => { media.currentTime = at; }", second - 0.001)
        expect(ground).to_have_attribute("data-drawn", "samples", timeout=LONG)
        # a hundredth of a second is shown, and it plays a thousandth before the click
        page.wait_for_function(_RISES.replace("RISE", "0.6"), timeout=LONG)
    ground.focus()
    page.keyboard.press("ArrowRight")
    assert violations(page) == []

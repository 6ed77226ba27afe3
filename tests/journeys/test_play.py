"""Works play: real files through the real ladder, in a real browser."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from manyhands.media.actions import ingest_file
from manyhands.people.models import Member
from manyhands.works.actions import publish_work
from manyhands.works.models import Kind, Work
from manyhands.works.orders import FileOrder, PublishOrder, SourceOrder
from tests.browser import Visitors, is_wider_than_the_screen, violations
from tests.jobs import run_jobs
from tests.live import Live
from tests.make import NOON, make_member, make_work
from tests.media_samples import colour_at, sample
from tests.numbered_films import FILMS, numbered

LONG = 30_000  # milliseconds


@pytest.fixture
def ana(live: Live) -> Member:
    return make_member("ana")


def publish(member: Member, name: str, *sources: Work, **words: Any) -> Work:
    """A work of a real file, prepared by the real programs."""
    path = numbered(name) if name in FILMS else sample(name)
    upload = ingest_file(path, name=name, member=member, at=NOON)
    run_jobs("media")
    order = PublishOrder(
        title=words.pop("title", name),
        files=(FileOrder(upload_id=upload.pk),),
        sources=tuple(SourceOrder(work_id=source.pk, role="sound", note="Slowed.") for source in sources),
        licence="by",
        accord_accepted=True,
        **words,
    )
    return publish_work(order, by=member, at=NOON).work


def open_work(visit: Visitors, live: Live, work: Work, **options: Any) -> Page:
    page = visit(live, work.get_absolute_url(), **options)
    page.wait_for_load_state("networkidle")
    return page


def played(page: Page, element: str) -> float:
    seconds: float = page.locator(f"#player {element}").evaluate("media => media.currentTime")
    return seconds


def wait_until_it_plays(page: Page, element: str) -> None:
    page.wait_for_function(
        "element => document.querySelector(`#player ${element}`).currentTime > 0.5", arg=element, timeout=LONG
    )


# Sums what the element really sounds like, sample by sample, for a moment.
_LISTEN = """async media => {
    const context = new AudioContext(), hear = context.createAnalyser();
    context.createMediaElementSource(media).connect(hear);
    await context.resume();
    const samples = new Float32Array(hear.fftSize);
    let loudest = 0;
    for (let turn = 0; turn < 20; turn++) {
        await new Promise(done => setTimeout(done, 50));
        hear.getFloatTimeDomainData(samples);
        loudest = Math.max(loudest, ...samples.map(Math.abs));
    }
    return loudest;
}"""


def test_a_sound_is_drawn_plays_and_can_be_heard(live, visit: Visitors, ana):
    work = publish(ana, "tone.flac", title="One tone")
    page = open_work(visit, live, work)
    bars = page.locator("#player .waveform--rest path").get_attribute("d") or ""
    assert bars.count("M") > 60, "the waveform was drawn anew from the peaks"
    page.get_by_role("button", name="Play", exact=True).click()
    assert page.locator("#player audio").evaluate(_LISTEN) > 0.05
    wait_until_it_plays(page, "audio")
    assert "LUFS" in page.locator("#player").inner_text()


@pytest.mark.slow
def test_a_film_plays(live, visit: Visitors, ana):
    work = publish(ana, "clip-h264.mp4", title="One clip")
    page = open_work(visit, live, work)
    film = page.locator("#player video")
    assert "/poster-480/" in (film.get_attribute("poster") or "")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_until_it_plays(page, "video")
    assert film.evaluate("film => film.videoWidth") > 0


@pytest.mark.slow
def test_one_goes_into_a_picture(live, visit: Visitors, ana):
    work = publish(ana, "drawing.jpeg", title="One picture", alt_text="Four corners")
    page = open_work(visit, live, work)
    picture = page.get_by_alt_text("Four corners")
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 0
    page.get_by_role("button", name="Larger").click()
    assert (
        page.locator(".picture__sheet").evaluate("sheet => sheet.style.getPropertyValue('--zoom')") == "1.5"
    )


def colour_of(page: Page) -> tuple[int, ...]:
    """What a viewer sees in the middle of the picture now."""
    shot = Image.open(io.BytesIO(page.locator(".picture__sheet img").screenshot()))
    return colour_at(shot, (shot.width // 2, shot.height // 2))


@pytest.mark.slow
def test_an_animation_stands_still_until_it_is_started_and_after_it_is_stopped(live, visit: Visitors, ana):
    page = open_work(visit, live, publish(ana, "animated.gif", title="Five colours"))
    red = pytest.approx((254, 0, 0), abs=16)
    assert [colour_of(page) for _ in range(3)] == [red] * 3
    button = page.get_by_role("button", name="Play the animation")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    seen = {tuple(channel > 128 for channel in colour_of(page)) for _ in range(20)}
    assert len(seen) >= 3, "the frames change"
    button.click()
    expect(page.locator(".picture__sheet source")).to_have_count(1)
    page.wait_for_function("document.querySelector('.picture__sheet img').complete")
    assert [colour_of(page) for _ in range(3)] == [red] * 3
    assert violations(page) == []


@pytest.mark.slow
def test_the_keys_of_the_player_work(live, visit: Visitors, ana):
    page = open_work(visit, live, publish(ana, "tone.flac"))
    page.locator("#player").focus()
    page.keyboard.press("5")
    expect(page.locator("#player [data-now]")).to_have_text("0:01")
    page.keyboard.press("[")
    page.keyboard.press("End")
    page.keyboard.press("]")
    expect(page.locator("#player [data-loop]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("k")
    page.wait_for_timeout(1500)
    assert 0.9 <= played(page, "audio") <= 2.1, "it goes round in the second half"
    assert not page.locator("#player audio").evaluate("media => media.paused")


@pytest.mark.slow
def test_a_comment_at_a_second_stands_there_and_leads_there(live, visit: Visitors, ana):
    page = open_work(visit, live, publish(ana, "tone.flac"), as_=make_member("kofi"))
    page.get_by_label("Your words").fill("Here it bends.")
    page.get_by_label("At", exact=True).fill("0:01")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".comment")).to_contain_text("Here it bends.")
    mark = page.locator(".player__marks [data-seek='1000']")
    expect(mark).to_be_visible()
    mark.click()
    page.wait_for_function("() => document.querySelector('#player audio').currentTime >= 1", timeout=LONG)


@pytest.mark.slow
def test_the_page_waits_for_a_work_and_then_plays_it(live, visit: Visitors, ana):
    upload = ingest_file(sample("tone.wav"), name="tone.wav", member=ana, at=NOON)
    order = PublishOrder(
        title="Soon", files=(FileOrder(upload_id=upload.pk),), licence="by", accord_accepted=True
    )
    page = open_work(visit, live, publish_work(order, by=ana, at=NOON).work)
    expect(page.locator("#work-state")).to_contain_text("waiting for its turn")
    run_jobs("media")
    page.get_by_role("button", name="Play", exact=True).click(timeout=LONG)
    wait_until_it_plays(page, "audio")
    expect(page.locator("#work-state")).to_have_text("")


@pytest.mark.slow
def test_the_first_page_plays_hand_by_hand(live, visit: Visitors, ana):
    tone = publish(ana, "tone.flac", title="One tone")
    publish(make_member("kofi"), "clip-h264.mp4", tone, title="Seen, too")
    page = visit(live, "/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Play how it grew").click()
    expect(page.locator(".thread__hand[data-lit]")).to_have_count(1)
    expect(page.locator(".thread__hand[data-lit]")).to_have_count(2, timeout=LONG)
    page.wait_for_function(
        "() => document.querySelector('.relay__scene video')?.currentTime > 0.2", timeout=LONG
    )


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_are_good_to_everybody(live, visit: Visitors, ana, theme, width):
    tone = publish(ana, "tone.flac", title="One tone", tags=("rain",), language="en")
    make_work(
        make_member("noor"), kind=Kind.TEXT, language="ar", title="قطار", body="لا يتوقف.", sources=[tone]
    )
    paths = ("/", "/works", tone.get_absolute_url(), "/collections", f"/works/{tone.pk}/remixes", "/yours")
    for path in paths:
        page = visit(live, path, as_=ana, width=width, color_scheme=theme)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path
        assert not is_wider_than_the_screen(page), path

"""The first page: what it shows of a company that is empty, and of one that lives."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client

from manyhands.media.models import Blob, Rendition
from manyhands.site.home import home_for, longest_thread
from manyhands.works.actions import hold_work
from manyhands.works.models import File, Kind, Purpose, Work
from tests.make import NOON, make_blob, make_member, make_version, make_work

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()


@pytest.fixture(autouse=True)
def _fresh_numbers() -> None:
    cache.clear()


def make_playable(work: Work, media_type: str = "audio/mp4") -> None:
    file = File.objects.get(version=work.newest, purpose=Purpose.MAIN)
    output: Blob = make_blob()
    Rendition.objects.create(
        source=file.blob, profile="aac-160", output=output, media_type=media_type, duration_ms=60_000, at=NOON
    )


def make_thread_of_three() -> list[Work]:
    story = make_work(title="The night train", kind=Kind.TEXT)
    voice = make_work(title="Read aloud", sources=[story])
    scored = make_work(title="Scored", sources=[voice])
    make_playable(scored)
    return [story, voice, scored]


def test_an_empty_company_invites_its_first_hand(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Be the first hand." in page
    assert "Just passed on" not in page


def test_the_thread_runs_from_the_first_hand_to_what_plays() -> None:
    works = make_thread_of_three()
    featured = home_for(STRANGER).featured
    assert featured is not None
    assert [hand.work for hand in featured.hands] == works
    assert [hand.here for hand in featured.hands] == [False, False, True]
    assert featured.plays.src.startswith("/media/")


def test_the_page_plays(client: Client) -> None:
    make_thread_of_three()
    page = client.get("/").content.decode()
    assert "Play how it grew" in page
    assert "by 3 pairs of hands, one after the other" in page
    assert "Just passed on" in page


def test_what_does_not_play_yet_is_not_featured() -> None:
    make_work(sources=[make_work()])
    home = home_for(STRANGER)
    assert home.featured is None
    assert home.passed_on


def test_a_hidden_work_ends_the_thread() -> None:
    voice = make_thread_of_three()[1]
    hold_work(voice, reason="Asked for by its speaker.", by=make_member("mo"), at=NOON)
    home = home_for(STRANGER)
    assert home.featured is None
    assert voice not in [card.work for card in [*home.passed_on, *home.waiting]]
    assert home_for(voice.author).featured is not None, "its maker still sees it"


def test_a_work_with_a_warning_is_neither_featured_nor_part_of_the_thread() -> None:
    voice = make_thread_of_three()[1]
    Work.objects.filter(pk=voice.pk).update(content_warning="a scream")
    assert home_for(STRANGER).featured is None


def test_a_song_passed_back_and_forth_does_not_run_in_a_ring() -> None:
    loop = make_work(title="Loop")
    bass = make_work(title="Bass added", sources=[loop])
    make_version(loop, sources=[bass])
    newest = list(Work.objects.filter(pk__in=[loop.pk, bass.pk]).for_listing())
    thread = longest_thread(newest, STRANGER)
    assert len({step.work.pk for step in thread}) == len(thread) == 2


def test_a_busy_day_of_one_person_is_not_the_whole_page() -> None:
    ana = make_member("ana")
    for title in ("One", "Two", "Three"):
        make_work(ana, title=title)
    kofi = make_work(make_member("kofi"), title="Four")
    assert [card.work.title for card in home_for(STRANGER).waiting] == [kofi.title, "Three"]


def test_numbers_say_who_made_something(client: Client) -> None:
    make_work(make_member("ana"), language="pt-BR")
    make_work(make_member("kofi"), language="pt")
    assert "Made here by 2 people. Everything in the open." in client.get("/").content.decode()
    cache.clear()
    make_work(make_member("aiko"), language="ja")
    assert "Made here by 3 people in 2 languages." in client.get("/").content.decode()


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_num_queries) -> None:
    for _each in range(5):
        make_thread_of_three()
    client.get("/")
    with django_assert_num_queries(13):
        client.get("/")

"""The page of a work: what plays, what is said about it, and what one can do with it."""

from __future__ import annotations

import pytest
from django.test import Client

from manyhands.media.models import Processing, ProcessingState, Rendition
from manyhands.rights.actions import Person, answer_credit, name_person
from manyhands.works.actions import hold_work, remove_work
from manyhands.works.models import File, Kind, Purpose, Work
from tests.make import NOON, make_blob, make_comment, make_member, make_version, make_work

pytestmark = pytest.mark.django_db


def main_file(work: Work) -> File:
    return File.objects.select_related("blob").get(version=work.newest, purpose=Purpose.MAIN)


def make_rendition(work: Work, profile: str, media_type: str, *, width: int | None = None) -> Rendition:
    return Rendition.objects.create(
        source=main_file(work).blob, profile=profile, output=make_blob(), media_type=media_type,
        width=width, height=width, at=NOON,
    )  # fmt: skip


def set_processing(work: Work, **values: object) -> None:
    Processing.objects.filter(blob=main_file(work).blob).update(**values)


def page(client: Client, work: Work, status: int = 200) -> str:
    answer = client.get(work.get_absolute_url())
    assert answer.status_code == status
    return answer.content.decode()


def test_a_sound_has_a_player_fed_by_its_renditions(client):
    work = make_work(title="Kitchen guitar")
    set_processing(work, duration_ms=61_000, shape="00ff80", loudness_clufs=-1420)
    sound, peaks = (
        make_rendition(work, "aac-160", "audio/mp4"),
        make_rendition(work, "peaks", "application/json"),
    )
    make_comment(work.thread, make_member("noor"), "Here it bends.", from_ms=2000)
    found = page(client, work)
    assert f'src="/media/{sound.output.sha256}/aac-160/' in found
    assert f'data-peaks="/media/{peaks.output.sha256}/peaks/' in found
    assert 'data-duration="61000"' in found
    assert "−14.2 LUFS" in found
    assert 'data-seek="2000"' in found


def test_a_film_has_its_poster(client):
    work = make_work(kind=Kind.VIDEO)
    set_processing(work, duration_ms=9_000, width=640, height=480)
    film, poster = (
        make_rendition(work, "h264-480", "video/mp4"),
        make_rendition(work, "poster-480", "image/jpeg", width=480),
    )
    found = page(client, work)
    assert f'<source src="/media/{film.output.sha256}/h264-480/' in found
    assert f'poster="/media/{poster.output.sha256}/poster-480/' in found


def test_a_picture_says_what_it_shows_and_opens_its_largest(client):
    work = make_work(kind=Kind.IMAGE)
    Work.objects.filter(pk=work.pk).update(alt_text="A kettle at four in the morning")
    small, large = (
        make_rendition(work, "webp-480", "image/webp", width=480),
        make_rendition(work, "webp-2400", "image/webp", width=2400),
    )
    newer = make_rendition(work, "avif-2400", "image/avif", width=2400)
    found = page(client, work)
    assert f'<source type="image/avif" srcset="/media/{newer.output.sha256}/avif-2400/' in found
    assert 'alt="A kettle at four in the morning"' in found
    assert f'<a href="/media/{large.output.sha256}/webp-2400/' in found
    assert f'src="/media/{small.output.sha256}/webp-480/' in found


def test_a_text_is_set_by_the_rules_of_its_language(client):
    found = page(client, make_work(kind=Kind.TEXT, language="ar", body="لا يتوقف *القطار*."))
    assert 'lang="ar" dir="rtl"><p>لا يتوقف <em>القطار</em>.</p>' in found


@pytest.mark.parametrize("title", ["Fenêtre, trois heures", "雨の音", "قطار الليل", "100% rain"])
def test_a_title_in_any_script_makes_an_address_that_leads_here(client, title):
    work = make_work(title=title)
    assert client.get(f"/works/{work.pk}").headers["Location"] == work.get_absolute_url()
    page(client, work)


def test_a_warning_stands_before_the_work(client):
    work = make_work(kind=Kind.TEXT)
    assert '<details class="veil">' not in page(client, work)
    Work.objects.filter(pk=work.pk).update(content_warning="a scream")
    found = page(client, work)
    assert '<details class="veil">' in found
    assert "Careful: a scream" in found


def test_remixing_is_the_red_button_of_the_body(client):
    work = make_work()
    body = page(client, work).partition("<main")[2]
    assert body.count("button--red") == 1
    assert f'<a class="button button--red" href="/works/new?source={work.pk}">Remix this</a>' in body


def test_both_directions_of_the_thread_are_shown(client):
    loop = make_work(title="Loop for Ana")
    bass = make_work(make_member("kofi"), title="Bass added", sources=[loop])
    assert "Loop for Ana" in page(client, bass)
    found = page(client, loop)
    assert "Then one remix" in found
    assert bass.get_absolute_url() in found


def test_a_hidden_source_is_only_known_to_be_one(client):
    loop = make_work(title="Loop for Ana")
    bass = make_work(title="Bass added", sources=[loop])
    hold_work(loop, reason="Asked for.", by=None, at=NOON)
    found = page(client, bass)
    assert "Loop for Ana" not in found
    assert "a work that is not shown any more" in found


def test_a_hidden_work_is_read_by_its_maker_alone_with_the_reason(client):
    work = make_work(make_member("ana"))
    hold_work(work, reason="Somebody asks.", by=None, at=NOON)
    page(client, work, 404)
    client.force_login(work.author)
    assert "The reason: Somebody asks." in page(client, work)


def test_a_removed_work_leaves_its_stone(client):
    work = make_work(make_member("ana"))
    remove_work(work, why="maker", by=work.author, at=NOON)
    assert "This work is gone" in page(client, work, 410)


def test_a_named_member_is_asked_and_shown_to_all_only_after_saying_yes(client):
    work, kofi = make_work(), make_member("kofi")
    credit = name_person(work.credit_list, Person(role="bass", member=kofi), by=work.author, at=NOON)
    assert "Kofi" not in page(client, work)
    client.force_login(kofi)
    assert "Is it right?" in page(client, work)
    answer = client.post(f"/credits/{credit.pk}", {"answer": "yes"})
    assert answer.headers["Location"] == work.get_absolute_url()
    client.logout()
    found = page(client, work)
    assert "Kofi" in found
    assert f"“{work.title}” by {work.author.name}, Kofi" in found.replace("&quot;", '"')


def test_who_was_named_may_change_their_mind_and_its_maker_alone_knows(client):
    kofi = make_member("kofi")
    work = make_work()
    credit = name_person(work.credit_list, Person("bass", member=kofi), by=work.author, at=NOON)
    answer_credit(credit, confirmed=True, by=kofi, at=NOON)
    client.force_login(kofi)
    assert "Take my name out" in page(client, work)
    client.post(f"/credits/{credit.pk}", {"answer": "no"})
    assert "Is it right?" in page(client, work)
    client.force_login(work.author)
    assert "said no: only you two see this" in page(client, work)
    assert "Kofi" not in page(Client(), work)


def test_nobody_answers_for_somebody_else(client):
    work = make_work()
    person = Person(role="bass", member=make_member("kofi"))
    credit = name_person(work.credit_list, person, by=work.author, at=NOON)
    client.force_login(make_member("stranger"))
    assert client.post(f"/credits/{credit.pk}", {"answer": "yes"}).status_code == 404
    client.force_login(work.author)
    assert client.post(f"/credits/{credit.pk}", {"answer": "yes"}).status_code == 404
    credit.refresh_from_db()
    assert not hasattr(credit, "answer")


def test_older_versions_are_listed_with_what_is_new(client):
    work = make_work()
    assert "Versions" not in page(client, work)
    make_version(work, note="without the hum")
    found = page(client, work)
    assert "without the hum" in found
    assert f"/works/{work.pk}/v/1" in found


def test_the_maker_finds_what_to_do_with_it_and_others_the_report(client):
    work = make_work(make_member("ana"))
    assert f"/report/work/{work.pk}" in page(client, work)
    client.force_login(work.author)
    found = page(client, work)
    assert f"/works/{work.pk}/edit" in found
    assert f"/report/work/{work.pk}" not in found


@pytest.mark.slow
@pytest.mark.parametrize("many", [3, 30])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, many):
    work = make_work(sources=[make_work(title=f"Source {number}") for number in range(many)])
    kofi = make_member("kofi")
    for number in range(many):
        make_work(kofi, title=f"Remix {number}", sources=[work])
        make_comment(work.thread, kofi, "Keep it.", from_ms=number)
        person = Person(role=f"hand {number}", member=kofi)
        answer_credit(
            name_person(work.credit_list, person, by=work.author, at=NOON), confirmed=True, by=kofi, at=NOON
        )
    with django_assert_max_num_queries(29):
        assert len(page(client, work)) < 100_000


@pytest.mark.slow
@pytest.mark.parametrize("many", [3, 30])
def test_all_sources_and_remixes_have_pages(client, django_assert_max_num_queries, many):
    work = make_work(sources=[make_work(title=f"Source {number}") for number in range(many)])
    for number in range(many):
        make_work(title=f"Remix {number}", sources=[work])
    with django_assert_max_num_queries(8):
        remixes = client.get(f"/works/{work.pk}/remixes").content.decode()
    assert remixes.count('class="hands__hand"') == min(many, 24)
    assert ('rel="next"' in remixes) == (many > 24)
    with django_assert_max_num_queries(8):
        sources = client.get(f"/works/{work.pk}/sources").content.decode()
    assert sources.count('class="hands__hand"') == min(many, 24)


def state(client: Client, work: Work, seen: str = "") -> str:
    answer = client.get(f"/works/{work.pk}/state", {"seen": seen}, headers={"HX-Request": "true"})
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.content.decode()


def test_the_page_waits_for_a_work_and_shows_it_as_soon_as_it_plays(client):
    work = make_work()
    set_processing(work, state=ProcessingState.RUNNING)
    found = page(client, work)
    assert "being prepared" in found
    assert f'data-hx-get="/works/{work.pk}/state?seen="' in found
    assert "hx-partial" not in state(client, work)
    make_rendition(work, "aac-160", "audio/mp4")
    found = state(client, work)
    assert '<hx-partial data-hx-target="#stage"' in found
    assert "state?seen=stage" in found, "it goes on looking: the waveform is still missing"
    set_processing(work, state=ProcessingState.READY, shape="00ff80")
    found = state(client, work, "stage")
    assert 'data-hx-target="#player .waveform--rest"' in found
    assert 'data-hx-target="#stage"' not in found, "a player that plays is never replaced"
    assert "data-hx-get" not in found, "all is there: it stops looking"


def test_the_maker_reads_why_it_failed_and_tries_again(client):
    work = make_work(make_member("ana"))
    set_processing(work, state=ProcessingState.FAILED, reason_code="given_up", log="ffmpeg said no",
                   reason_values={"attempts": 3, "format": "WAV"})  # fmt: skip
    stranger = page(client, work)
    assert "could not be prepared for playing" in stranger
    assert "ffmpeg said no" not in stranger
    client.force_login(work.author)
    found = page(client, work)
    assert "ffmpeg said no" in found
    assert "WAV" in found
    client.post(f"/works/{work.pk}/retry")
    assert Processing.objects.get(blob=main_file(work).blob).state == ProcessingState.WAITING


def test_nobody_else_tries_again(client):
    work = make_work(make_member("ana"))
    set_processing(work, state=ProcessingState.FAILED, reason_code="given_up")
    client.force_login(make_member("kofi"))
    assert client.post(f"/works/{work.pk}/retry").status_code == 404
    assert Processing.objects.get(blob=main_file(work).blob).state == ProcessingState.FAILED


@pytest.mark.parametrize("part", ["state", "remixes", "sources"])
def test_a_stranger_finds_no_part_of_a_hidden_work(client, part):
    work = make_work()
    hold_work(work, reason="Asked for.", by=None, at=NOON)
    assert client.get(f"/works/{work.pk}/{part}").status_code == 404

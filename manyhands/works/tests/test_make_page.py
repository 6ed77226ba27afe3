"""The first page of making: files and words become a draft, once however often they are sent."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from manyhands.works.models import Draft, Purpose
from tests.make import make_member, make_upload, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return make_member("ana")


@pytest.fixture
def page(ana) -> Client:
    client = Client()
    client.force_login(ana)
    return client


def key_on(page: Client, query: str = "") -> str:
    return str(page.get(f"/works/new{query}").context["form"]["request_key"].value())


def test_it_asks_strangers_to_sign_in_and_come_back(client):
    assert client.get("/works/new?source=3").headers["Location"] == "/sign-in?next=/works/new%3Fsource%3D3"


def test_a_text_becomes_a_draft(page, ana):
    answer = page.post("/works/new", {"body": "It rains.\n\n  Still.", "request_key": key_on(page)})
    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"/drafts/{draft.pk}"
    assert (draft.member, draft.body) == (ana, "It rains.\n\n  Still.")


def test_files_become_a_draft_with_purposes(page, ana):
    cover = make_upload(ana, name="sleeve.png", kind="image")
    song = make_upload(ana, name="kitchen_guitar.wav")
    page.post("/works/new", {"upload": [cover.pk, song.pk], "request_key": "k"})
    draft = Draft.objects.get()
    assert draft.title == "kitchen guitar"
    assert list(draft.files.order_by("position").values_list("purpose", flat=True)) == [
        Purpose.COVER,
        Purpose.MAIN,
    ]


def test_a_plain_file_form_works_too(page, ana):
    file = SimpleUploadedFile("story.txt", b"It rains.", content_type="text/plain")
    page.post("/works/new", {"files": file, "body": "", "request_key": "k"})
    assert [(file.name, file.purpose) for file in Draft.objects.get().files.all()] == [("story.txt", "main")]


def test_the_same_form_twice_is_one_draft(page):
    for words in ("It rains.", "It rains again."):
        page.post("/works/new", {"body": words, "request_key": "k"})
    assert Draft.objects.get().body == "It rains again."


def test_saving_as_one_types_goes_on_with_the_same_draft(page, ana):
    song = make_upload(ana)
    sent = {"body": "", "upload": [song.pk], "request_key": "k"}
    answer = page.post("/works/new", sent, headers={"Accept": "application/json"})
    draft = Draft.objects.get()
    assert answer.json() == {"draft": f"/drafts/{draft.pk}"}
    assert page.post("/works/new", sent).headers["Location"] == f"/drafts/{draft.pk}"
    assert draft.files.count() == 1


def test_one_goes_on_while_a_file_is_still_on_its_way(page):
    sent = {"body": "", "arriving": "kitchen_guitar.wav", "request_key": "k"}
    answer = page.post("/works/new", sent, headers={"Accept": "application/json"})
    draft = Draft.objects.get()
    assert answer.json() == {"draft": f"/drafts/{draft.pk}"}
    assert draft.title == "kitchen guitar"
    arriving = page.get(f"/drafts/{draft.pk}?arriving=yes").context
    alone = page.get(f"/drafts/{draft.pk}").context
    assert (arriving["writes"], alone["writes"]) == (False, True)


def test_what_was_called_otherwise_meanwhile_keeps_its_title(page):
    page.post("/works/new", {"body": "Words.", "request_key": "k"})
    Draft.objects.update(title="Late rain")
    page.post("/works/new", {"body": "Words.", "arriving": "kitchen_guitar.wav", "request_key": "k"})
    assert Draft.objects.get().title == "Late rain"


def test_a_file_taken_out_again_is_out(page, ana):
    one, two = make_upload(ana, name="one.wav"), make_upload(ana, name="two.wav")
    page.post("/works/new", {"upload": [one.pk, two.pk], "request_key": "k"})
    page.post("/works/new", {"upload": [two.pk], "request_key": "k"})
    assert [(file.name, file.purpose) for file in Draft.objects.get().files.all()] == [("two.wav", "main")]


def test_after_a_draft_is_gone_its_key_begins_another(page):
    page.post("/works/new", {"body": "One.", "request_key": "k"})
    Draft.objects.all().delete()
    page.post("/works/new", {"body": "Two.", "request_key": "k"})
    assert Draft.objects.get().body == "Two."


@pytest.mark.parametrize("words", ["", "  \n "])
def test_nothing_is_no_draft(page, words):
    answer = page.post("/works/new", {"body": words, "request_key": "k"})
    assert answer.status_code == 422
    assert "There is nothing in it yet" in answer.content.decode()
    assert page.post("/works/new", {"body": words}, headers={"Accept": "application/json"}).status_code == 204
    assert not Draft.objects.exists()


def test_somebody_elses_file_is_not_taken(page):
    theirs = make_upload(make_member("kofi"))
    assert page.post("/works/new", {"upload": [theirs.pk], "request_key": "k"}).status_code == 404
    assert not Draft.objects.exists()


def test_a_null_byte_is_refused_and_nothing_is_lost(page, ana):
    song = make_upload(ana, name="kept.wav")
    answer = page.post("/works/new", {"body": "a\x00b", "upload": [song.pk], "request_key": "k"})
    assert answer.status_code == 422
    assert "kept.wav" in answer.content.decode()


class TestRemix:
    def test_the_source_is_shown_and_named(self, page):
        work = make_work(title="Rain <on> tin")
        shown = page.get(f"/works/new?source={work.pk}").content.decode()
        assert "Rain &lt;on&gt; tin" in shown
        page.post("/works/new", {"body": "Mine.", "source": work.pk, "request_key": "k"})
        assert Draft.objects.get().sources.get().origin == work.latest

    @pytest.mark.parametrize("source", ["", "x", "١", "-4", "9" * 30])
    def test_a_number_that_is_none_is_no_source(self, page, source):
        assert page.get("/works/new", {"source": source}).status_code == 200

    def test_a_work_that_is_not_there_cannot_be_remixed(self, page):
        assert page.get("/works/new?source=4711").status_code == 404
        sent = {"body": "Mine.", "source": 4711, "request_key": "k"}
        assert page.post("/works/new", sent).status_code == 404
        assert not Draft.objects.exists()


class TestPreview:
    def test_markdown_is_shown_as_it_will_be_read(self, page):
        answer = page.post("/works/new/preview", {"body": "**Rain** <script>x</script>", "language": "ar"})
        shown = answer.content.decode()
        assert "<strong>Rain</strong> &lt;script&gt;" in shown
        assert 'dir="rtl"' in shown

    def test_nothing_says_so(self, page):
        assert "Nothing written yet" in page.post("/works/new/preview", {"body": ""}).content.decode()

    def test_a_null_byte_is_refused(self, page):
        assert page.post("/works/new/preview", {"body": "\x00"}).status_code == 422


def test_drafts_begun_before_are_offered(page):
    page.post("/works/new", {"body": "One.", "request_key": key_on(page)})
    assert f"/drafts/{Draft.objects.get().pk}" in page.get("/works/new").content.decode()


def test_every_page_has_a_key_of_its_own(page):
    assert key_on(page) != key_on(page)

"""The page of a draft: everything typed is kept, every press does one thing, and nobody else knows of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from manyhands.media.models import Processing, ProcessingState
from manyhands.rights.models import AccordAcceptance, Credit
from manyhands.rights.rules import BY, BY_SA
from manyhands.works import actions
from manyhands.works.models import Draft, DraftSource, Kind, SourceKind, Version, Work
from manyhands.works.orders import PublishOrder
from tests.make import NOON, make_draft, make_member, make_upload, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return make_member("ana")


@pytest.fixture
def page(ana) -> Client:
    return signed_in(ana)


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def form_of(page: Client, draft: Draft, **other: Any) -> dict[str, Any]:
    """What a browser would send that changes nothing, with what a test types on top."""
    context = page.get(f"/drafts/{draft.pk}").context
    forms = context["forms"]
    sent = {
        bound.html_name: bound.value() or ""
        for form in [
            forms.words,
            *forms.files.values(),
            *forms.sources.values(),
            *forms.credits.values(),
        ]
        for bound in form
        if bound.name not in {"accord", "licence"}
    }
    ticked = [choice.licence.code for choice in context["licences"].fitting if choice.ticked]
    return {**sent, **({"licence": ticked[0]} if ticked else {}), **other}


def send(page: Client, draft: Draft, act: str, **other: Any):
    return page.post(f"/drafts/{draft.pk}", {**form_of(page, draft, **other), "act": act})


class TestPublish:
    def test_one_lands_on_the_work_with_a_message(self, page, ana):
        draft = make_draft(ana)
        answer = send(page, draft, "publish", accord="on", words="Recorded at night.")
        work = Work.objects.get()
        assert answer.headers["Location"] == work.get_absolute_url()
        assert (work.title, work.words, work.licence) == ("Kitchen guitar", "Recorded at night.", BY)
        assert work.machine_learning is False
        assert AccordAcceptance.objects.filter(member=ana).exists()
        assert not Draft.objects.exists()
        assert "Everyone can see it" in page.get(work.get_absolute_url()).content.decode()

    def test_twice_leads_to_the_same_work(self, page, ana):
        draft = make_draft(ana)
        sent = {**form_of(page, draft, accord="on"), "act": "publish"}
        first, second = (page.post(f"/drafts/{draft.pk}", sent) for _ in range(2))
        assert first.headers["Location"] == second.headers["Location"]
        assert Work.objects.count() == 1
        assert page.get(f"/drafts/{draft.pk}").headers["Location"] == first.headers["Location"]

    def test_everything_in_the_way_is_said_and_what_was_typed_is_kept(self, page, ana):
        draft = actions.start_draft(PublishOrder(title=""), by=ana, at=NOON)
        answer = send(page, draft, "publish", words="Not lost.", tags="rain, 雨")
        shown = answer.content.decode()
        assert answer.status_code == 422
        for sentence in ("Give it a title", "There is nothing in it yet", "Read the accord"):
            assert sentence in shown
        assert "Not lost." in shown
        draft.refresh_from_db()
        assert (draft.words, draft.tags) == ("Not lost.", "rain, 雨")

    def test_the_accord_is_asked_once(self, page, ana):
        send(page, make_draft(ana), "publish", accord="on")
        draft = make_draft(ana, title="Another")
        assert page.get(f"/drafts/{draft.pk}").context["accord"] is None
        send(page, draft, "publish")
        assert Work.objects.filter(title="Another").exists()

    def test_a_failed_file_is_named_with_its_reason(self, page, ana):
        upload = make_upload(ana, name="cut.wav", state=ProcessingState.FAILED, reason_code="unfinished")
        (draft,) = actions.start_from_files([upload.pk], together=True, by=ana, at=NOON)
        shown = send(page, draft, "publish", accord="on")
        assert shown.status_code == 422
        assert "cut.wav" in shown.content.decode()
        assert not Work.objects.exists()

    def test_the_whole_of_it_is_published(self, page, ana):
        source = make_work(title="Rain", licence=BY_SA)
        draft = make_draft(ana, kind=Kind.TEXT, sources=[source])
        row = draft.sources.get()
        kofi = make_member("kofi")
        send(page, draft, "add_credit", credit_name="@kofi", credit_role="voice")
        send(
            page,
            draft,
            "publish",
            accord="on",
            title="دفتر <b>",
            language="ar",
            machine_learning="yes",
            tags="rain, Rain, 雨",
            content_warning="storm",
            **{f"source-{row.pk}-role": "first line", f"source-{row.pk}-note": "I turned it round."},
        )
        work = Work.objects.get(title="دفتر <b>")
        cited = work.newest.sources.get()
        assert (cited.role, cited.note, cited.origin) == ("first line", "I turned it round.", source.latest)
        assert (work.licence, work.language, work.machine_learning) == (BY_SA, "ar", True)
        assert sorted(tag.name for tag in work.tags.all()) == ["rain", "雨"]
        assert Credit.objects.get(list=work.credit_list).member == kofi


class TestKeeping:
    def test_saving_as_one_types(self, page, ana):
        draft = make_draft(ana)
        sent = form_of(page, draft, title="Rain on tin", words="So far")
        assert page.post(f"/drafts/{draft.pk}/save", sent).status_code == 204
        draft.refresh_from_db()
        assert (draft.title, draft.words) == ("Rain on tin", "So far")

    @pytest.mark.parametrize("title", ["x" * 121, "a\x00b"])
    def test_what_cannot_be_kept_stays_as_it_was_and_the_rest_is_kept(self, page, ana, title):
        draft = make_draft(ana)
        sent = form_of(page, draft, title=title, words="Kept")
        assert page.post(f"/drafts/{draft.pk}/save", sent).status_code == 422
        draft.refresh_from_db()
        assert (draft.title, draft.words) == ("Kitchen guitar", "Kept")
        shown = page.post(f"/drafts/{draft.pk}", {**sent, "act": "publish", "accord": "on"})
        assert shown.status_code == 422
        assert not Work.objects.exists()

    def test_a_form_that_says_little_empties_nothing(self, page, ana):
        draft = make_draft(ana)
        page.post(f"/drafts/{draft.pk}/save", {"words": "Only this"})
        draft.refresh_from_db()
        assert (draft.title, draft.words) == ("Kitchen guitar", "Only this")
        assert draft.files.count() == 1

    def test_enter_in_a_field_only_saves(self, page, ana):
        draft = make_draft(ana)
        answer = send(page, draft, "save", title="Rain on tin")
        assert answer.headers["Location"] == f"/drafts/{draft.pk}#title"
        assert not Work.objects.exists()

    def test_a_button_that_does_not_exist_only_saves(self, page, ana):
        draft = make_draft(ana)
        assert send(page, draft, "__init__:7").status_code == 302


class TestFiles:
    def test_more_files_find_their_place(self, page, ana):
        draft = make_draft(ana)
        bass = make_upload(ana, name="bass.wav")
        answer = page.post(
            f"/drafts/{draft.pk}",
            {**form_of(page, draft), "act": "files", "upload": [bass.pk]},
            headers={"HX-Request": "true"},
        )
        assert f'data-upload="{bass.pk}"' in answer.content.decode()
        assert draft.files.get(upload=bass).purpose == "stem"

    def test_taking_one_out_leaves_the_upload(self, page, ana):
        draft = make_draft(ana)
        send(page, draft, f"remove_file:{draft.files.get().pk}")
        assert not draft.files.exists()
        assert ana.uploads.count() == 1

    def test_a_new_main_file_takes_the_place_of_the_old_one(self, page, ana):
        draft = make_draft(ana)
        bass = make_upload(ana, name="bass.wav")
        actions.add_files(draft.pk, [bass.pk], by=ana, at=NOON)
        row = draft.files.get(upload=bass)
        send(page, draft, "files", **{f"file-{row.pk}-purpose": "main", f"file-{row.pk}-name": "mix.wav"})
        assert sorted(draft.files.values_list("name", "purpose")) == [
            ("mix.wav", "main"),
            ("song.wav", "attachment"),
        ]

    def test_each_may_become_a_work_of_its_own(self, page, ana):
        source = make_work()
        draft = make_draft(ana, title="First", sources=[source])
        for name in ("two.wav", "three.png"):
            actions.add_files(draft.pk, [make_upload(ana, name=name).pk], by=ana, at=NOON)
        assert send(page, draft, "part").headers["Location"] == "/drafts"
        drafts = Draft.objects.order_by("title")
        assert [each.title for each in drafts] == ["First", "three", "two"]
        assert all(each.files.get().purpose == "main" for each in drafts)
        assert all(each.sources.get().origin == source.latest for each in drafts)

    def test_how_far_a_file_is_can_be_asked_alone(self, page, ana):
        upload = make_upload(ana, name="long.wav", state=ProcessingState.RUNNING)
        (draft,) = actions.start_from_files([upload.pk], together=True, by=ana, at=NOON)
        place = f"/drafts/{draft.pk}/files/{draft.files.get().pk}"
        part = page.get(place, headers={"HX-Request": "true"}).content.decode()
        assert "being prepared" in part
        assert 'data-hx-trigger="every 2s"' in part
        assert page.get(place).headers["Location"] == f"/drafts/{draft.pk}#files"

    def test_a_failed_one_says_why_and_may_be_tried_again(self, page, ana):
        upload = make_upload(ana, name="cut.wav", state=ProcessingState.FAILED, reason_code="unfinished")
        (draft,) = actions.start_from_files([upload.pk], together=True, by=ana, at=NOON)
        assert "Try again" in page.get(f"/drafts/{draft.pk}").content.decode()
        send(page, draft, f"retry:{draft.files.get().pk}")
        assert Processing.objects.get().state == ProcessingState.WAITING


class TestSources:
    def test_one_is_named_and_the_licence_follows(self, page, ana):
        draft = make_draft(ana)
        assert form_of(page, draft)["licence"] == BY
        source = make_work(title="Rain", licence=BY_SA)
        answer = page.post(
            f"/drafts/{draft.pk}",
            {**form_of(page, draft), "act": f"add_source:{source.pk}"},
            headers={"HX-Request": "true"},
        )
        shown = answer.content.decode()
        assert re.search(r'value="by-sa"[^>]* checked', shown)
        assert re.search(r'value="by"[^>]* disabled', shown)

    def test_twice_is_refused_in_its_place(self, page, ana):
        draft, source = make_draft(ana), make_work(title="Rain")
        send(page, draft, f"add_source:{source.pk}")
        answer = send(page, draft, f"add_source:{source.pk}")
        assert answer.status_code == 422
        assert "is named already" in answer.content.decode()
        assert draft.sources.count() == 1

    def test_something_from_outside(self, page, ana):
        draft = make_draft(ana)
        send(page, draft, "outside:https://example.org/rain")
        row = draft.sources.get()
        assert row.address == "https://example.org/rain"
        fields = {"title": "Rain", "author": "Bea", "licence": "CC BY-SA 4.0", "kind": SourceKind.CONTAINS}
        send(page, draft, "save", **{f"source-{row.pk}-{name}": value for name, value in fields.items()})
        row.refresh_from_db()
        assert (row.title, row.author) == ("Rain", "Bea")
        assert form_of(page, draft)["licence"] == BY_SA

    @pytest.mark.parametrize("address", ["no address", "javascript:alert(1)", "https://e.org/" + "x" * 500])
    def test_an_address_that_is_none_is_said_at_its_field_and_above(self, page, ana, address):
        draft = make_draft(ana)
        send(page, draft, "outside:Rain")
        row = draft.sources.get()
        sent = {f"source-{row.pk}-address": address, f"source-{row.pk}-title": "Rain on tin"}
        answer = send(page, draft, "publish", accord="on", **sent)
        assert answer.status_code == 422
        assert [problem["label"] for problem in answer.context["problems"]] == ["Where it is"]
        assert "Rain on tin" in answer.content.decode()
        assert not Work.objects.exists()

    def test_a_source_is_taken_out(self, page, ana):
        draft = make_draft(ana, sources=[make_work()])
        send(page, draft, f"remove_source:{draft.sources.get().pk}")
        assert not DraftSource.objects.exists()

    @pytest.mark.parametrize("of", ["", "x", "999999999999999999", "9" * 40, "-1", "\x00"])
    def test_what_is_not_there_cannot_be_named(self, page, ana, of):
        draft = make_draft(ana)
        assert send(page, draft, f"add_source:{of}").status_code == 422
        assert not draft.sources.exists()

    def test_an_address_finds_the_work(self, page, ana):
        draft, work = make_draft(ana), make_work(title="Rain on tin")
        address = f"https://company.example{work.get_absolute_url()}"
        found = page.get(f"/drafts/{draft.pk}/sources", {"find": address}).content.decode()
        assert f"add_source:{work.pk}" in found

    @pytest.mark.parametrize("text", ["", "\x00", "https://[", "<script>", "x" * 4000, "/works/" + "9" * 30])
    def test_any_text_may_be_searched(self, page, ana, text):
        answer = page.get(f"/drafts/{make_draft(ana).pk}/sources", {"find": text})
        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()

    def test_enter_in_the_search_finds_without_a_script(self, page, ana):
        draft = make_draft(ana)
        shown = send(
            page, draft, "save", find="/works/" + str(make_work().pk), title="Typed"
        ).content.decode()
        assert "This one" in shown
        assert 'value="Typed"' in shown


class TestPeople:
    def test_a_name_without_an_account(self, page, ana):
        draft = make_draft(ana)
        send(page, draft, "add_credit", credit_name="Grandmother", credit_role="voice")
        row = draft.credits.get()
        assert (row.name, row.role, row.member) == ("Grandmother", "voice", None)
        send(page, draft, f"remove_credit:{row.pk}")
        assert not draft.credits.exists()

    @pytest.mark.parametrize("act", ["save", "publish"])
    def test_enter_names_who_was_typed_and_so_does_publishing(self, page, ana, act):
        draft = make_draft(ana, kind=Kind.TEXT)
        send(page, draft, act, accord="on", credit_name="Grandmother", credit_role="voice")
        rows = draft.credits if act == "save" else Work.objects.get().credit_list.credits
        assert list(rows.values_list("name", "role")) == [("Grandmother", "voice")]

    @pytest.mark.parametrize("act", ["save", "publish"])
    def test_a_name_without_a_role_is_asked_about_and_nothing_is_published(self, page, ana, act):
        draft = make_draft(ana, kind=Kind.TEXT)
        answer = send(page, draft, act, accord="on", credit_name="Grandmother", title="A new title")
        assert answer.status_code == 422
        assert "Say who it was, and what they did." in answer.content.decode()
        assert 'value="Grandmother"' in answer.content.decode()
        assert not Work.objects.exists()
        draft.refresh_from_db()
        assert draft.title == "A new title"

    def test_twice_for_the_same_is_refused(self, page, ana):
        draft = make_draft(ana)
        make_member("kofi")
        for _time in range(2):
            answer = send(page, draft, "add_credit", credit_name="@kofi", credit_role="voice")
        assert answer.status_code == 422
        assert draft.credits.count() == 1

    def test_an_unknown_member_is_said_and_what_was_typed_stays(self, page, ana):
        answer = send(page, make_draft(ana), "add_credit", credit_name="@nobody", credit_role="voice")
        assert answer.status_code == 422
        assert "Nobody here is called @nobody" in answer.content.decode()
        assert 'value="@nobody"' in answer.content.decode()


class TestStrangers:
    def test_nobody_else_finds_a_draft_by_any_verb(self, page, ana):
        theirs = make_draft(make_member("kofi"), sources=[make_work()])
        file = theirs.files.get()
        pages = [
            f"/drafts/{theirs.pk}",
            f"/drafts/{theirs.pk}/save",
            f"/drafts/{theirs.pk}/discard",
            f"/drafts/{theirs.pk}/sources",
            f"/drafts/{theirs.pk}/files/{file.pk}",
        ]
        for place in pages:
            for verb in ("get", "head", "post", "put", "delete", "options", "patch"):
                assert getattr(page, verb)(place).status_code in {404, 405}, (verb, place)
        for verb in ("get", "head", "post"):
            assert getattr(page, verb)(f"/drafts/{theirs.pk}").status_code == 404
        theirs.refresh_from_db()
        assert theirs.title == "Kitchen guitar"

    def test_rows_of_another_draft_cannot_be_reached_through_ones_own(self, page, ana):
        mine, theirs = make_draft(ana), make_draft(make_member("kofi"), sources=[make_work()])
        send(page, mine, f"remove_file:{theirs.files.get().pk}")
        send(page, mine, f"remove_source:{theirs.sources.get().pk}")
        assert theirs.files.count() == theirs.sources.count() == 1
        place = f"/drafts/{mine.pk}/files/{theirs.files.get().pk}"
        assert page.get(place, headers={"HX-Request": "true"}).status_code == 404

    def test_what_a_draft_became_leads_only_its_maker_there(self, ana):
        draft = make_draft(ana)
        actions.publish_draft(draft.pk, by=ana, at=NOON, accord_accepted=True)
        assert Version.objects.get().draft_key == draft.pk
        assert signed_in(make_member("kofi")).get(f"/drafts/{draft.pk}").status_code == 404


class TestList:
    def test_own_drafts_with_the_state_of_their_files(self, page, ana):
        make_draft(ana, title="Mine")
        make_draft(make_member("kofi"), title="Theirs")
        broken = make_upload(ana, name="cut.wav", state=ProcessingState.FAILED, reason_code="unfinished")
        actions.start_from_files([broken.pk], together=True, by=ana, at=NOON)
        shown = page.get("/drafts").content.decode()
        assert "Mine" in shown
        assert "Theirs" not in shown
        assert "could not be prepared" in shown

    def test_an_empty_list_invites(self, page):
        assert "/works/new" in page.get("/drafts").content.decode()

    def test_it_is_paged(self, page, ana):
        for place in range(26):
            make_draft(ana, title=f"Draft {place}", kind=Kind.TEXT)
        first = page.get("/drafts")
        older = page.get(first.context["older"])
        assert len(first.context["rows"]) == 24
        assert len(older.context["rows"]) == 2
        assert page.get("/drafts?after=W10").status_code == 200

    def test_five_rows_cost_as_much_as_one(self, page, ana, django_assert_max_num_queries):
        for place in range(5):
            make_draft(ana, title=f"Draft {place}", sources=[make_work()])
        with django_assert_max_num_queries(14):
            page.get("/drafts")


def test_the_page_with_many_rows_costs_a_bounded_number_of_queries(
    page, ana, django_assert_max_num_queries: DjangoAssertNumQueries
):
    draft = make_draft(ana, sources=[make_work() for _ in range(5)])
    for place in range(4):
        actions.add_files(draft.pk, [make_upload(ana, name=f"{place}.wav").pk], by=ana, at=NOON)
    with django_assert_max_num_queries(34):
        page.get(f"/drafts/{draft.pk}")


def test_a_draft_is_thrown_away_after_asking(page, ana):
    draft = make_draft(ana)
    assert "Throw it away?" in page.get(f"/drafts/{draft.pk}/discard").content.decode()
    assert page.post(f"/drafts/{draft.pk}/discard").headers["Location"] == "/drafts"
    assert not Draft.objects.exists()


def test_a_file_that_is_still_arriving_has_a_sign(page, ana) -> None:
    """Nobody knows yet what it is."""
    draft = make_draft(ana)
    arriving = make_upload(ana, finished=False)
    draft.files.update(upload=arriving)
    for address in ("/drafts", f"/drafts/{draft.pk}"):
        assert "face__sign" in page.get(address).content.decode()

"""What its maker does with a work that stands, and how it was before."""

from __future__ import annotations

import pytest
from django.test import Client

from manyhands.works import actions
from manyhands.works.models import Draft, Kind, Tombstone, Version, Work
from tests.make import NOON, make_member, make_version, make_work

pytestmark = pytest.mark.django_db

OWN_PAGES = ["edit", "licence", "version", "remove"]


@pytest.fixture
def ana():
    return make_member("ana")


@pytest.fixture
def page(ana) -> Client:
    client = Client()
    client.force_login(ana)
    return client


@pytest.fixture
def work(ana) -> Work:
    return make_work(ana, title="Kitchen guitar", tags=["rain"])


def words(page: Client, work: Work, **other: str) -> dict[str, str]:
    form = page.get(f"/works/{work.pk}/edit").context["form"]
    return {**{bound.name: bound.value() or "" for bound in form}, **other}


class TestEdit:
    def test_the_words_change_and_what_stood_there_is_kept(self, page, work):
        sent = words(page, work, title="Kitchen guitar <2>", tags="rain, tin", machine_learning="yes")
        answer = page.post(f"/works/{work.pk}/edit", sent)
        work.refresh_from_db()
        assert answer.headers["Location"] == work.get_absolute_url()
        assert (work.title, work.machine_learning) == ("Kitchen guitar <2>", True)
        history = Client().get(f"/works/{work.pk}/history").content.decode()
        assert "<del>Kitchen guitar</del>" in history
        assert "<ins>Kitchen guitar &lt;2&gt;</ins>" in history
        assert "<del>rain</del>" in history
        assert "from no to yes" in history

    def test_sent_twice_it_changes_once(self, page, work):
        sent = words(page, work, title="Another")
        for _time in range(2):
            page.post(f"/works/{work.pk}/edit", sent)
        assert work.edits.count() == 1

    @pytest.mark.parametrize("title", ["", "  ", "x" * 121, "a\x00b"])
    def test_a_title_that_is_none_is_refused_and_the_rest_stays_typed(self, page, work, title):
        answer = page.post(f"/works/{work.pk}/edit", words(page, work, title=title, words="Not lost"))
        assert answer.status_code == 422
        assert "Not lost" in answer.content.decode()
        work.refresh_from_db()
        assert work.title == "Kitchen guitar"

    def test_through_several_changes_each_says_what_came_after(self, page, work):
        for title in ("Two", "Three"):
            page.post(f"/works/{work.pk}/edit", words(page, work, title=title))
        changes = page.get(f"/works/{work.pk}/history").context["changes"]
        assert [(each.before, each.after) for each in changes] == [
            ("Two", "Three"),
            ("Kitchen guitar", "Two"),
        ]


class TestLicence:
    def test_it_counts_from_now_on_and_what_was_granted_stays_to_be_read(self, page, client, work):
        answer = page.post(f"/works/{work.pk}/licence", {"licence": "by-nc"}, follow=True)
        html = answer.content.decode()
        assert answer.redirect_chain == [(work.get_absolute_url(), 302)]
        assert "From now on it is offered under CC BY-NC 4.0." in html
        again = page.get(f"/works/{work.pk}/licence").content.decode()
        assert "cannot be taken back" in again
        assert again.index("CC BY-NC 4.0</a></span>") < again.index("CC BY 4.0</a></span>")
        assert 'value="by-nc" aria-describedby="licence-by-nc-words" checked' in again
        remix = make_work(
            sources=[work], licence="by"
        )  # its first version may still be taken as it was offered
        assert remix.licence == "by"

    def test_a_source_stands_against_it_and_the_page_says_which(self, page, ana):
        work = make_work(ana, sources=[make_work(title="Rain", licence="by-sa")], licence="by-sa")
        html = page.get(f"/works/{work.pk}/licence").content.decode()
        assert "“Rain” is CC BY-SA 4.0" in html
        answer = page.post(f"/works/{work.pk}/licence", {"licence": "cc0"})
        assert answer.status_code == 422
        assert "must be offered under the same licence" in answer.content.decode()
        work.refresh_from_db()
        assert work.licence == "by-sa"

    @pytest.mark.parametrize("licence", ["", "gpl", "x\x00", "by" * 400])
    def test_what_is_no_licence_is_refused(self, page, work, licence):
        assert page.post(f"/works/{work.pk}/licence", {"licence": licence}).status_code == 422

    def test_the_same_licence_again_changes_nothing(self, page, work):
        for _time in range(2):
            page.post(f"/works/{work.pk}/licence", {"licence": "by-nc"})
        assert work.licence_grants.count() == 2


class TestVersion:
    def test_it_begins_as_the_work_is_and_only_once(self, page, work):
        first = page.post(f"/works/{work.pk}/version").headers["Location"]
        assert page.post(f"/works/{work.pk}/version").headers["Location"] == first
        draft = Draft.objects.get()
        assert (first, draft.work, draft.title) == (f"/drafts/{draft.pk}", work, "Kitchen guitar")
        assert "A new version of" in page.get(first).content.decode()

    def test_published_it_keeps_the_address_and_the_older_one_stays(self, page, ana):
        work = make_work(ana, title="Rain", kind=Kind.TEXT, body="It rains.")
        place = page.post(f"/works/{work.pk}/version").headers["Location"]
        sent = {"title": "Rain", "body": "It pours.", "note": "More of it", "licence": work.licence}
        answer = page.post(place, {**sent, "act": "publish"})
        assert answer.headers["Location"] == work.get_absolute_url()
        assert "It pours." in Client().get(work.get_absolute_url()).content.decode()
        older = Client().get(f"/works/{work.pk}/v/1").content.decode()
        assert "It rains." in older
        assert "This is version 1" in older

    def test_the_newest_one_is_the_works_own_page(self, client, work):
        make_version(work)
        assert client.get(f"/works/{work.pk}/v/2").headers["Location"] == work.get_absolute_url()

    @pytest.mark.parametrize("number", [0, 3, 10**30])
    def test_there_is_no_such_version(self, client, work, number):
        assert client.get(f"/works/{work.pk}/v/{number}").status_code == 404

    def test_versions_of_a_hidden_work_are_hidden(self, client, work):
        make_version(work)
        actions.hold_work(work, reason="Look at it", by=None, at=NOON)
        assert client.get(f"/works/{work.pk}/v/1").status_code == 404
        assert client.get(f"/works/{work.pk}/history").status_code == 404


class TestRemove:
    def test_a_tombstone_stands_in_its_place(self, page, client, work):
        assert "Take it back?" in page.get(f"/works/{work.pk}/remove").content.decode()
        assert Work.objects.standing().exists()
        page.post(f"/works/{work.pk}/remove")
        assert Tombstone.objects.get().why == Tombstone.Why.MAKER
        assert client.get(work.get_absolute_url()).status_code == 410
        assert page.post(f"/works/{work.pk}/remove").status_code == 404

    def test_it_says_what_stays(self, page, work):
        make_work(sources=[work])
        assert "One work was made from it" in page.get(f"/works/{work.pk}/remove").content.decode()


class TestStrangers:
    @pytest.mark.parametrize("act", OWN_PAGES)
    def test_another_member_finds_nothing_by_any_verb(self, work, act):
        other = Client()
        other.force_login(make_member("kofi"))
        for verb in ("get", "head", "post"):
            assert getattr(other, verb)(f"/works/{work.pk}/{act}").status_code == 404
        assert not Draft.objects.exists()
        assert Work.objects.standing().filter(title="Kitchen guitar").exists()

    @pytest.mark.parametrize("act", OWN_PAGES)
    def test_a_stranger_is_asked_to_sign_in(self, client, work, act):
        assert client.post(f"/works/{work.pk}/{act}").headers["Location"].startswith("/sign-in")

    @pytest.mark.parametrize("name", ["0", "x", "4711-rain", "9" * 40])
    def test_a_work_that_is_not_there(self, page, name):
        for act in (*OWN_PAGES, "history", "v/1"):
            assert page.get(f"/works/{name}/{act}").status_code == 404


def test_the_history_costs_the_same_for_many_changes(page, work, django_assert_max_num_queries):
    for place in range(5):
        page.post(f"/works/{work.pk}/edit", words(page, work, title=f"Title {place}"))
    with django_assert_max_num_queries(10):
        page.get(f"/works/{work.pk}/history")
    assert Version.objects.count() == 1

"""What holds for every operation: who may, how errors look, how lists go on, what happens twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from manyhands.api.tests.conftest import Answer, Api
from manyhands.core import clock
from manyhands.core.models import Request
from manyhands.people.models import Member
from manyhands.talk.models import Comment
from manyhands.works.models import Kind, Work
from tests.make import make_comment, make_draft, make_member, make_moderator, make_ruling, make_work

STORY = {"title": "The night train", "kind": "text", "body": "It does not stop here."}


def is_problem(answer: Answer, status: int) -> bool:
    """An RFC 9457 document that says the status twice and tells a person what is wrong."""
    assert answer.status == status, answer.body
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.json["status"] == status and bool(answer.json["detail"]) and bool(answer.json["title"])


class TestErrors:
    def test_what_is_not_there(self, api: Api) -> None:
        assert is_problem(api.get("/works/999999"), 404)
        assert is_problem(api.get("/members/nobody"), 404)
        assert is_problem(api.get("/no-such-thing"), 404)
        assert is_problem(api.get("/works/"), 404)

    def test_another_method(self, api: Api) -> None:
        answer = api.ask("PUT", "/works")
        assert is_problem(answer, 405)
        assert answer.headers["allow"] == "GET, HEAD, POST"

    def test_no_number_and_one_that_is_too_large(self, api: Api) -> None:
        assert is_problem(api.get("/works/rain"), 422)
        assert is_problem(api.get(f"/works/{2**63}"), 422)

    def test_no_token(self, api: Api) -> None:
        answer = api.post("/works", STORY)
        assert is_problem(answer, 401)
        assert answer.headers["www-authenticate"].startswith("Bearer")

    def test_a_token_that_is_not_known_is_refused_even_where_none_is_needed(self, db: None) -> None:
        wrong = Api({"Authorization": "Bearer mh_wrong"})
        assert is_problem(wrong.get("/works"), 401)
        assert is_problem(wrong.post("/works", STORY), 401)

    def test_no_json(self, of_ana: Api) -> None:
        assert is_problem(of_ana.post("/works", b"{"), 400)
        assert is_problem(of_ana.post("/works", b"[1]"), 422)
        assert is_problem(of_ana.post("/works", b"\xff"), 400)

    def test_another_content_type(self, of_ana: Api) -> None:
        assert is_problem(of_ana.post("/works", b"title=x", Content_Type="text/plain"), 415)
        assert is_problem(of_ana.post("/works", b"title=x", Content_Type="multipart/form-data"), 415)

    def test_too_much(self, of_ana: Api) -> None:
        assert is_problem(of_ana.post("/works", {**STORY, "body": "x" * 3_000_000}), 413)

    def test_too_often(self, of_ana: Api, ana: Member) -> None:
        work = make_work()
        for number in range(20):
            make_comment(work.thread, ana, f"Once more {number}.")
        Comment.objects.update(at=clock.now())
        Member.objects.filter(pk=ana.pk).update(joined_at=clock.now())
        assert is_problem(of_ana.post(f"/works/{work.pk}/comments", {"words": "And again."}), 429)


class TestScopes:
    def test_a_token_may_do_what_its_scopes_say(self, ana: Member, program_of: Callable[..., Api]) -> None:
        work = make_work()
        reader, talker = program_of(ana, "read"), program_of(ana, "talk")
        assert is_problem(reader.post("/works", STORY), 403)
        assert is_problem(talker.post("/works", STORY), 403)
        assert is_problem(reader.ask("PUT", f"/works/{work.pk}/heart"), 403)
        assert talker.ask("PUT", f"/works/{work.pk}/heart").status == 204
        assert talker.post(f"/works/{work.pk}/comments", {"words": "Fine."}).status == 201

    def test_a_session_is_no_token(self, ana: Member, client: Any) -> None:
        client.force_login(ana)
        answer = client.post("/api/v1/works", STORY, content_type="application/json")
        assert answer.status_code == 401, "or a form elsewhere could act for whoever is signed in"


class TestWhatIsHidden:
    def test_a_held_work_is_not_there_for_others(self, api: Api, of_ana: Api, program_of: Any) -> None:
        kofi = make_member("kofi")
        work = make_work(kofi)
        make_ruling("work", work, make_moderator())
        everywhere = ["", "/files", "/renditions", "/sources", "/remixes", "/comments"]
        for path in everywhere:
            assert is_problem(of_ana.get(f"/works/{work.pk}{path}"), 404)
            assert is_problem(api.get(f"/works/{work.pk}{path}"), 404)
            assert program_of(kofi).get(f"/works/{work.pk}{path}").status == 200
        assert is_problem(of_ana.ask("PUT", f"/works/{work.pk}/heart"), 404)
        assert is_problem(of_ana.post(f"/works/{work.pk}/comments", {"words": "x"}), 404)
        assert is_problem(of_ana.ask("PATCH", f"/works/{work.pk}", {"title": "x"}), 404)
        assert is_problem(of_ana.ask("DELETE", f"/works/{work.pk}"), 404)
        assert api.get("/works").json["items"] == []

    def test_a_source_that_is_held_is_told_without_its_name_and_number(self, api: Api) -> None:
        song = make_work(title="Stolen song")
        remix = make_work(sources=[song])
        make_ruling("work", song, make_moderator())
        (source,) = api.get(f"/works/{remix.pk}/sources").json["items"]
        assert (source["work"], source["version"], source["title"], source["author"]) == (None, None, "", "")

    def test_a_draft_is_nowhere(self, of_ana: Api, ana: Member) -> None:
        draft = make_draft(ana)
        assert is_problem(of_ana.get(f"/works/{draft.pk}"), 422)
        assert of_ana.get("/works").json["items"] == []


class TestTwice:
    def test_the_same_key_acts_once(self, of_ana: Api) -> None:
        first = of_ana.post("/works", STORY, Idempotency_Key="train-1")
        again = of_ana.post("/works", STORY, Idempotency_Key="train-1")
        assert (first.status, again.status) == (201, 201)
        assert first.json == again.json
        assert Work.objects.count() == 1
        assert of_ana.post("/works", STORY, Idempotency_Key="train-2").json["id"] != first.json["id"]

    def test_the_same_key_for_something_else_is_refused(self, of_ana: Api) -> None:
        of_ana.post("/works", STORY, Idempotency_Key="train-1")
        other = of_ana.post("/works", {**STORY, "title": "Other"}, Idempotency_Key="train-1")
        assert is_problem(other, 409)

    def test_keys_belong_to_their_member(self, of_ana: Api, program_of: Any) -> None:
        of_ana.post("/works", STORY, Idempotency_Key="train-1")
        of_kofi = program_of(make_member("kofi"))
        assert of_kofi.post("/works", STORY, Idempotency_Key="train-1").json["maker"]["handle"] == "kofi"

    def test_what_was_refused_may_be_tried_again(self, of_ana: Api) -> None:
        assert of_ana.post("/works", {**STORY, "body": ""}, Idempotency_Key="k").status == 409
        assert not Request.objects.exists()
        assert of_ana.post("/works", STORY, Idempotency_Key="k").status == 201

    @pytest.mark.parametrize("key", ["", "x" * 81, "with space"])
    def test_a_key_that_is_none(self, of_ana: Api, key: str) -> None:
        assert is_problem(of_ana.post("/works", STORY, Idempotency_Key=key), 422)

    def test_a_heart_and_a_comment(self, of_ana: Api) -> None:
        work = make_work()
        for _time in range(2):
            assert of_ana.ask("PUT", f"/works/{work.pk}/heart").status == 204
            said = of_ana.post(f"/works/{work.pk}/comments", {"words": "Keep it."}, Idempotency_Key="c")
            assert said.status == 201
        seen = of_ana.get(f"/works/{work.pk}").json
        assert (seen["hearts_count"], seen["comments_count"]) == (1, 1)
        for _time in range(2):
            assert of_ana.ask("DELETE", f"/works/{work.pk}/heart").status == 204


class TestConditions:
    def test_what_has_not_changed_is_a_short_304(self, api: Api, ana: Member) -> None:
        work = make_work(ana)
        for path in (f"/works/{work.pk}", "/works", "/members/ana", f"/works/{work.pk}/comments"):
            whole = api.get(path)
            etag = whole.headers["etag"]
            same = api.get(path, If_None_Match=etag)
            assert (same.status, same.body, same.headers["etag"]) == (304, b"", etag)
            assert api.get(path, If_None_Match='"other"').body == whole.body

    def test_what_has_changed_comes_whole(self, api: Api, of_ana: Api, ana: Member) -> None:
        work = make_work(ana)
        etag = api.get(f"/works/{work.pk}").headers["etag"]
        of_ana.ask("PUT", f"/works/{work.pk}/heart")
        changed = api.get(f"/works/{work.pk}", If_None_Match=etag)
        assert (changed.status, changed.json["hearts_count"]) == (200, 1)

    def test_heads_have_no_body(self, api: Api, ana: Member) -> None:
        head = api.ask("HEAD", "/works")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["etag"] == api.get("/works").headers["etag"]

    def test_a_shared_cache_keeps_answers_of_different_people_apart(self, of_ana: Api, api: Api) -> None:
        assert "Authorization" in of_ana.get("/works").headers["vary"]
        assert "Authorization" in api.get("/works").headers["vary"]


class TestLists:
    def test_next_leads_through_all_of_them_once(self, api: Api) -> None:
        author = make_member()
        made = [make_work(author, kind=Kind.TEXT).pk for _number in range(7)]
        read, path = [], "/works?limit=3&kind=text"
        while path:
            page = api.get(path).json
            read += [work["id"] for work in page["items"]]
            path = (page["next"] or "").removeprefix("http://testserver/api/v1")
            if len(read) == 3:
                make_work(author, kind=Kind.TEXT)  # what arrives meanwhile moves nothing
        assert read == made[::-1]

    @pytest.mark.parametrize("asked", ["limit=0", "limit=101", "limit=x", "after=" + "x" * 301, "kind=film"])
    def test_what_cannot_be_asked(self, api: Api, asked: str) -> None:
        assert is_problem(api.get(f"/works?{asked}"), 422)

    def test_a_broken_cursor_is_the_first_page(self, api: Api) -> None:
        work = make_work()
        assert [each["id"] for each in api.get("/works?after=%00%FFx").json["items"]] == [work.pk]

    @pytest.mark.parametrize(("path", "most"), [("/works", 1), ("/members", 1), ("/works/{0}/comments", 2)])
    def test_a_long_list_costs_no_more_queries_than_a_short_one(self, api: Api, path: str, most: int) -> None:
        author = make_member()
        first = make_work(author, kind=Kind.TEXT)
        for _number in range(5):
            make_work(kind=Kind.TEXT)
            make_comment(first.thread, make_member())
        with CaptureQueriesContext(connection) as queries:
            assert len(api.get(path.format(first.pk)).json["items"]) >= 5
        assert len(queries) <= most, [query["sql"] for query in queries]

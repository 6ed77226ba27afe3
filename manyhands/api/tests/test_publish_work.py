"""POST /works: from uploads or a text to a work, in one request."""

from __future__ import annotations

from typing import Any

import pytest

from manyhands.api.tests.conftest import Api
from manyhands.media.models import Processing, ProcessingState
from manyhands.people.models import Member
from manyhands.rights.rules import BY_NC
from manyhands.works.models import Draft, Kind, Work
from tests.make import make_member, make_upload, make_work

STORY = {"title": "The night train", "kind": "text", "licence": "by", "body": "It does not stop here."}


def errors_of(answer: Any) -> dict[str, str]:
    return {error["field"]: error["detail"] for error in answer.json["errors"]}


def test_an_upload_becomes_a_work_with_its_sources(of_ana: Api, ana: Member) -> None:
    song, upload = make_work(title="Rain on tin"), make_upload(ana, name="bass.wav")
    order = {
        "title": "Rain with bass",
        "kind": "audio",
        "licence": "by",
        "uploads": [f"http://testserver/api/v1/uploads/{upload.pk}"],
        "sources": [{"work": song.pk, "role": "rain", "note": "the rain, nothing else"}],
        "publish": True,
    }
    answer = of_ana.post("/works", order)
    assert answer.status == 201, answer.body
    made = answer.json
    work = Work.objects.get(title="Rain with bass")
    assert (made["id"], made["address"]) == (work.pk, f"http://testserver{work.get_absolute_url()}")
    assert (made["kind"], made["licence"], made["maker"]["handle"]) == ("audio", "by", "ana")
    assert made["sources_count"] == 1
    (source,) = of_ana.get(f"/works/{work.pk}/sources").json["items"]
    assert (source["work"], source["role"], source["note"]) == (song.pk, "rain", "the rain, nothing else")
    (remix,) = of_ana.get(f"/works/{song.pk}/remixes").json["items"]
    assert remix["id"] == work.pk
    (file,) = of_ana.get(f"/works/{work.pk}/files").json["items"]
    assert (file["name"], file["purpose"], file["state"]) == ("bass.wav", "main", "ready")


@pytest.mark.parametrize(
    "address", ["{0}", "/api/v1/uploads/{0}", "https://hands.example.org/api/v1/uploads/{0}"]
)
def test_an_upload_is_named_by_its_address_or_its_id(of_ana: Api, ana: Member, address: str) -> None:
    uploads = [address.format(make_upload(ana).pk)]
    assert of_ana.post("/works", {"title": "Bass", "uploads": uploads}).status == 201


def test_it_is_published_while_its_media_are_still_on_their_way(of_ana: Api, ana: Member) -> None:
    upload = make_upload(ana, state=ProcessingState.RUNNING)
    made = of_ana.post("/works", {"title": "Bass", "kind": "audio", "uploads": [upload.pk]})
    assert (made.status, made.json["state"], made.json["reason"]) == (201, "running", None)


def test_a_failed_file_says_why(of_ana: Api, ana: Member) -> None:
    upload = make_upload(ana, state=ProcessingState.RUNNING)
    made = of_ana.post("/works", {"title": "Bass", "kind": "audio", "uploads": [upload.pk]}).json
    Processing.objects.update(state=ProcessingState.FAILED, reason_code="damaged_here")
    told = of_ana.get(f"/works/{made['id']}").json
    assert told["state"] == "failed"
    assert "song.wav" in told["reason"]


def test_without_publish_it_is_kept_as_a_draft(of_ana: Api, ana: Member) -> None:
    answer = of_ana.post("/works", {**STORY, "publish": False})
    draft = Draft.objects.get(member=ana)
    assert answer.status == 202
    assert answer.json == {"draft": draft.pk, "address": f"http://testserver/drafts/{draft.pk}"}
    assert not Work.objects.exists()


REFUSED = [
    ({**STORY, "title": " \x00 "}, "title"),
    ({"title": "Nothing in it"}, "uploads"),
    ({**STORY, "uploads": ["f" * 32]}, "uploads"),
    ({**STORY, "uploads": ["my-song.wav"]}, "uploads"),
    ({**STORY, "kind": "video"}, "uploads"),
    ({**STORY, "sources": [{"work": 999_999}]}, "sources"),
    ({**STORY, "sources": [{"work": 999_999, "version": 2}]}, "sources"),
    ({**STORY, "sources": [{"address": "https://example.org/rain", "licence": "CC BY 4.0"}]}, "sources"),
    ({**STORY, "credits": [{"handle": "nobody", "role": "voice"}]}, "credits"),
    ({**STORY, "accept_accord": False}, "accept_accord"),
]


@pytest.mark.parametrize(("order", "field"), REFUSED)
def test_what_the_rules_forbid_is_a_conflict_that_names_the_field(
    of_ana: Api, order: dict[str, Any], field: str
) -> None:
    answer = of_ana.post("/works", order)
    assert answer.status == 409, answer.body
    assert answer.headers["content-type"] == "application/problem+json"
    assert list(errors_of(answer)) == [field]
    assert not Work.objects.exists()


def test_a_licence_that_the_source_does_not_allow_is_refused(of_ana: Api) -> None:
    song = make_work(licence=BY_NC)
    answer = of_ana.post("/works", {**STORY, "licence": "cc0", "sources": [{"work": song.pk}]})
    assert answer.status == 409
    assert "licence" in errors_of(answer)


def test_somebody_elses_upload_cannot_be_published(of_ana: Api) -> None:
    theirs = make_upload(make_member("kofi"))
    answer = of_ana.post("/works", {"title": "Mine now", "uploads": [theirs.pk]})
    unknown = of_ana.post("/works", {"title": "Mine now", "uploads": ["0" * 32]})
    assert (answer.status, answer.json) == (409, unknown.json), "both look the same"


NOT_AS_DESCRIBED = [
    ({**STORY, "titel": "x"}, "titel"),
    ({**STORY, "title": ""}, "title"),
    ({**STORY, "title": "x" * 121}, "title"),
    ({**STORY, "licence": "gpl"}, "licence"),
    ({**STORY, "machine_learning": 1}, "machine_learning"),
    ({**STORY, "sources": [{"work": "5"}]}, "sources.0.work"),
    ({**STORY, "sources": [{"work": -1}]}, "sources.0.work"),
    ({**STORY, "language": "no language"}, "language"),
]


@pytest.mark.parametrize(("order", "field"), NOT_AS_DESCRIBED)
def test_what_is_not_as_described_is_refused_by_its_place(
    of_ana: Api, order: dict[str, Any], field: str
) -> None:
    answer = of_ana.post("/works", order)
    assert answer.status == 422, answer.body
    assert list(errors_of(answer)) == [field]


def test_its_words_and_licence_are_changed_by_its_maker_alone(of_ana: Api, program_of: Any) -> None:
    made = of_ana.post("/works", {**STORY, "tags": ["trains"]}).json
    path = f"/works/{made['id']}"
    changed = of_ana.ask("PATCH", path, {"title": "The last train", "licence": "by-sa"})
    assert changed.status == 200, changed.body
    assert changed.json["title"] == "The last train"
    assert changed.json["licence"] == "by-sa"
    assert changed.json["tags"] == ["trains"], "what was not named stays"
    kofi = program_of(make_member("kofi"))
    assert kofi.ask("PATCH", path, {"title": "Mine"}).status in {403, 404}
    assert kofi.ask("DELETE", path).status in {403, 404}
    assert of_ana.ask("DELETE", path).status == 204
    assert of_ana.get(path).status == 404


def test_where_one_change_is_refused_none_is_made(of_ana: Api, ana: Member) -> None:
    work = make_work(ana, title="Rain", licence="by-sa", sources=[make_work(licence="by-sa")])
    refused = of_ana.ask("PATCH", f"/works/{work.pk}", {"title": "Late rain", "licence": "cc0"})
    assert refused.status == 409, refused.body
    assert refused.json["detail"] == "Nothing was changed."
    assert of_ana.get(f"/works/{work.pk}").json["title"] == "Rain"


def test_kinds_of_works_are_found_by_what_is_asked(api: Api, ana: Member) -> None:
    song = make_work(ana, title="Rain", tags=["rain"])
    story = make_work(ana, kind=Kind.TEXT, language="de")
    ids = {
        asked: [work["id"] for work in api.get(f"/works?{asked}").json["items"]]
        for asked in ("", "kind=audio", "tag=Rain", "language=de", "order=oldest", "tag=snow")
    }
    assert ids == {
        "": [story.pk, song.pk],
        "kind=audio": [song.pk],
        "tag=Rain": [song.pk],
        "language=de": [story.pk],
        "order=oldest": [song.pk, story.pk],
        "tag=snow": [],
    }

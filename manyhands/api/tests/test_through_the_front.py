"""The example of the documentation, from end to end: upload by tus, publish, wait, play."""

from __future__ import annotations

import io
import json
from typing import Any

from tusclient.client import TusClient

from manyhands.api.actions import give_token
from manyhands.api.rules import ALL_SCOPES
from tests.jobs import run_jobs
from tests.live import Caller, Live, Reply
from tests.make import NOON, make_member, make_work
from tests.media_samples import sample

UPLOADS = "/api/v1/uploads/"


def post(caller: Caller, path: str, body: dict[str, Any]) -> Reply:
    return caller.ask("POST", path, json.dumps(body).encode(), Content_Type="application/json")


def upload(live: Live, caller: Caller, name: str) -> str:
    """Send a sample with tuspy; its address."""
    client = TusClient(live.url + UPLOADS, headers=dict(caller.headers))
    file = io.BytesIO(sample(name).read_bytes())
    uploader = client.uploader(file_stream=file, metadata={"filename": name})
    uploader.upload()
    return str(uploader.url)


def test_an_upload_is_published_at_once_and_plays_when_it_was_prepared(live: Live) -> None:
    song = make_work(title="Rain on tin")
    _token, text = give_token(make_member("ana"), name="test", scopes=ALL_SCOPES, at=NOON)
    program = Caller(live.port, {"Authorization": f"Bearer {text}"})
    order = {
        "title": "Rain with guitar",
        "kind": "audio",
        "licence": "by",
        "uploads": [upload(live, program, "tone.wav")],
        "sources": [{"work": song.pk, "role": "rain", "note": "all of it"}],
        "publish": True,
    }
    answer = post(program, "/api/v1/works", order)
    assert answer.status == 201, answer.text
    made = json.loads(answer.body)
    assert made["address"] == f"{live.url}/works/{made['id']}-rain-with-guitar"
    assert made["state"] == "waiting"
    assert program.get(f"/works/{made['id']}-rain-with-guitar").status == 200

    run_jobs("media")
    ready = json.loads(program.get(f"/api/v1/works/{made['id']}").body)
    assert (ready["state"], ready["reason"]) == ("ready", None)
    states = {each["profile"]: each["state"] for each in ready["renditions"]}
    assert states == dict.fromkeys(("aac-160", "opus-128", "peaks", "peaks-fine"), "ready")
    (playable,) = [each for each in ready["renditions"] if each["profile"] == "aac-160"]
    part = Caller(live.port).get(playable["url"].removeprefix(live.url), Range="bytes=0-99")
    assert (part.status, part.headers["content-type"], len(part.body)) == (206, "audio/mp4", 100)


def test_a_token_without_the_scope_may_not_upload(live: Live) -> None:
    _token, text = give_token(make_member("ana"), name="test", scopes="read publish", at=NOON)
    headers = {"Authorization": f"Bearer {text}"}
    answer = Caller(live.port, headers).ask("POST", UPLOADS, Tus_Resumable="1.0.0", Upload_Length="5")
    assert answer.status in {401, 403}


def test_heads_have_the_length_of_the_whole_and_no_body(live: Live) -> None:
    work = make_work()
    whole = live.stranger().get(f"/api/v1/works/{work.pk}")
    head = live.stranger().ask("HEAD", f"/api/v1/works/{work.pk}")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))
    assert head.headers["etag"] == whole.headers["etag"]

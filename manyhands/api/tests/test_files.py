"""The files of a work by the API: the maker's own as uploaded, everybody else's clean."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from manyhands.api.actions import give_token
from manyhands.core import clock
from manyhands.media.actions import ingest_file
from manyhands.people.models import Member
from manyhands.works.actions import publish_work
from manyhands.works.models import Version
from manyhands.works.orders import FileOrder, PublishOrder
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import sample

pytestmark = pytest.mark.django_db


def publish(name: str, member: Member) -> Version:
    upload = ingest_file(sample(name), name=name, member=member, at=NOON)
    order = PublishOrder(title="Rain", files=(FileOrder(upload_id=upload.pk),), accord_accepted=True)
    return publish_work(order, by=member, at=NOON)


def items(version: Version, what: str, member: Member | None = None) -> list[dict[str, Any]]:
    headers = {}
    if member:
        _token, secret = give_token(member, name="mine", scopes="read", at=clock.now())
        headers["Authorization"] = f"Bearer {secret}"
    answer = Client().get(f"/api/v1/works/{version.work_id}/{what}", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]  # type: ignore[no-any-return]


@pytest.mark.slow
def test_a_stranger_gets_the_clean_one_and_its_maker_the_original():
    ana = make_member("ana")
    version = publish("phone.jpeg", ana)
    run_jobs("media")
    original = version.files.get().blob.sha256
    for viewer in (None, make_member("kofi")):
        [given] = items(version, "files", viewer)
        assert given["sha256"] != original
        assert f"/media/{given['sha256']}/clean/" in given["url"]
    [given] = items(version, "files", ana)
    assert (given["sha256"], given["size"]) == (original, sample("phone.jpeg").stat().st_size)
    assert f"/media/{original}/original/" in given["url"]


def test_before_it_is_prepared_there_is_nothing_to_take():
    [given] = items(publish("phone.jpeg", make_member()), "files")
    assert (given["url"], given["sha256"], given["size"], given["state"]) == (None, None, None, "waiting")


@pytest.mark.slow
def test_what_plays_is_never_the_clean_original():
    version = publish("tone.wav", make_member())
    run_jobs("media")
    profiles = {each["profile"] for each in items(version, "renditions")}
    assert profiles == {"aac-160", "opus-128", "peaks", "peaks-fine"}

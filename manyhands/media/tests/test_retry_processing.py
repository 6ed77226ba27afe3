"""The owner of a file sees what becomes of it, and tries again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from manyhands.media import actions
from manyhands.media.models import Processing, ProcessingState, Upload
from manyhands.people.models import Member
from tests.jobs import run_jobs
from tests.make import NOON, make_member
from tests.media_samples import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


@pytest.fixture
def client(ana: Member) -> Client:
    client = Client()
    client.force_login(ana)
    return client


@pytest.fixture
def upload(ana: Member, tmp_path) -> Upload:
    """Half a sound."""
    whole = sample("tone.flac").read_bytes()
    path = tmp_path / "half"
    path.write_bytes(whole[: len(whole) // 2])
    return actions.ingest_file(path, name="half.flac", member=ana, at=NOON)


def look(client: Client, upload: Upload, **headers: str) -> str:
    response = client.get(reverse("processing", args=[upload.pk]), headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_it_waits_then_fails_with_a_reason_and_is_tried_again(client, upload):
    assert "waiting for its turn" in look(client, upload)
    run_jobs("media")
    page = look(client, upload)
    assert "half.flac” says 0:02 but" in page
    assert "Try again" in page
    again = client.post(reverse("retry_processing", args=[upload.pk]))
    assert again.headers["Location"] == reverse("processing", args=[upload.pk])
    assert Processing.objects.get().state == ProcessingState.WAITING
    assert client.post(reverse("retry_processing", args=[upload.pk])).status_code == 409


def test_the_part_looks_again_only_while_something_moves(client, upload):
    part = look(client, upload, HX_Request="true")
    assert "<html" not in part
    assert 'data-hx-trigger="every 2s"' in part
    run_jobs("media")
    assert "data-hx-trigger" not in look(client, upload, HX_Request="true")
    tried = client.post(reverse("retry_processing", args=[upload.pk]), headers={"HX-Request": "true"})
    assert "waiting for its turn" in tried.content.decode()


def test_how_far_it_is_shows(client, upload):
    Processing.objects.update(state="running", step="probing", progress=420)
    page = look(client, upload)
    assert "looking into it" in page
    assert 'value="42"' in page


def test_another_members_file_is_not_there(upload):
    kofi = Client()
    kofi.force_login(make_member("kofi"))
    assert kofi.get(reverse("processing", args=[upload.pk])).status_code == 404
    assert kofi.post(reverse("retry_processing", args=[upload.pk])).status_code == 404
    assert Client().get(reverse("processing", args=[upload.pk])).status_code == 302


def test_a_look_costs_few_queries(client, upload, django_assert_max_num_queries):
    look(client, upload)
    with django_assert_max_num_queries(8):
        look(client, upload, HX_Request="true")

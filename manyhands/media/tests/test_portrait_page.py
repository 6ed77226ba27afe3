"""A member chooses a picture, with or without scripts."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from manyhands.media.models import Portrait
from manyhands.media.queries import portraits_of
from manyhands.people import actions
from manyhands.people.models import Closure, Member
from tests.jobs import run_jobs
from tests.make import NOON, make_member, make_upload
from tests.media_samples import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Member:
    return make_member("ana")


@pytest.fixture
def here(client: Client, ana: Member) -> Client:
    client.force_login(ana)
    return client


def choose(client: Client, name: str) -> str:
    file = SimpleUploadedFile(name, sample(name).read_bytes())
    return client.post("/settings/portrait", {"files": file}, follow=True).text


def test_a_picture_is_chosen_and_shown_at_once(here: Client, ana: Member) -> None:
    page = choose(here, "drawing.jpeg")
    address = portraits_of([ana.pk])[ana.pk]
    assert address.startswith("/media/")
    assert f'src="{address}' in page


def test_what_is_no_picture_is_refused_with_a_reason(here: Client, ana: Member) -> None:
    assert "Choose a picture: JPEG" in choose(here, "tone.wav")
    assert portraits_of([ana.pk]) == {}


def test_nothing_chosen_is_said(here: Client) -> None:
    assert "Choose a picture first" in here.post("/settings/portrait").text


def test_the_file_of_another_is_not_there(here: Client) -> None:
    theirs = make_upload(make_member("kofi"), kind="image")
    page = here.post("/settings/portrait", {"upload": str(theirs.pk)})
    assert "did not arrive" in page.text
    assert not Portrait.objects.exists()


def test_the_picture_is_taken_down(here: Client) -> None:
    choose(here, "drawing.jpeg")
    here.post("/settings/portrait/down")
    assert not Portrait.objects.exists()


def test_who_leaves_takes_the_picture_along(here: Client, ana: Member) -> None:
    choose(here, "drawing.jpeg")
    actions.close_account(ana, works=Closure.Works.STAY, at=NOON)
    run_jobs("fast")
    assert not Portrait.objects.exists()

"""Whatever a file turns out to be, and however far it is: the pages of its draft open."""

from __future__ import annotations

import itertools

import pytest
from django.test import Client

from manyhands.media.kinds import Kind
from manyhands.media.models import ProcessingState, Upload
from manyhands.people.models import Member
from manyhands.works.actions import start_from_files
from manyhands.works.models import Draft
from tests.make import NOON, make_member, make_upload

LOOKED_AT = list(itertools.product(Kind, (ProcessingState.READY, ProcessingState.FAILED)))
NOT_YET = [("", ProcessingState.WAITING), ("", ProcessingState.RUNNING), ("", ProcessingState.FAILED)]


@pytest.fixture
def ana(db: None) -> Member:
    return make_member("ana")


@pytest.fixture
def browser(ana: Member) -> Client:
    client = Client()
    client.force_login(ana)
    return client


def upload(ana: Member, kind: str, state: ProcessingState, name: str = "take-1.zip") -> Upload:
    reason = "nothing_to_play" if state == ProcessingState.FAILED else ""
    return make_upload(ana, name=name, kind=kind, state=state, reason_code=reason)


def draft_with(*uploads: Upload) -> Draft:
    (draft,) = start_from_files([each.pk for each in uploads], together=True, by=uploads[0].member, at=NOON)
    return draft


def assert_all_open(browser: Client, draft: Draft) -> str:
    file = draft.files.get()
    part = {"HX-Request": "true"}
    for address in ("/drafts", f"/drafts/{draft.pk}/files/{file.pk}", "/works/new"):
        assert browser.get(address, headers=part if "files" in address else {}).status_code == 200
    response = browser.get(f"/drafts/{draft.pk}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("kind", "state"), [*LOOKED_AT, *NOT_YET])
def test_a_draft_opens_with_any_file_at_any_stage(browser, ana, kind, state):
    html = assert_all_open(browser, draft_with(upload(ana, kind, state)))
    assert "take-1.zip" in html
    assert ('value="retry:' in html) == (state == ProcessingState.FAILED)


def test_a_draft_opens_while_its_file_is_still_arriving(browser, ana):
    html = assert_all_open(browser, draft_with(make_upload(ana, name="long.wav", finished=False)))
    assert "on its way" in html

"""The OpenAPI document is true: schemathesis asks everything it describes, as a member with all scopes."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings

from manyhands.api.actions import give_token
from manyhands.api.openapi import document
from manyhands.api.rules import ALL_SCOPES
from manyhands.works.models import Kind
from tests.make import NOON, make_comment, make_member, make_work

EXAMPLES = 15


@pytest.fixture
def told(db: None) -> Any:
    """The document, and a company with something in it to ask for."""
    ana = make_member("ana")
    story = make_work(ana, kind=Kind.TEXT, title="The night train")
    make_work(make_member("kofi"), sources=[story])
    make_comment(story.thread, ana)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    _token, schema.bearer = give_token(ana, name="test", scopes=ALL_SCOPES, at=NOON)  # type: ignore[attr-defined]
    return schema


# The upload routes are answered by the front itself, outside of WSGI; media.tests.test_tus asks them.
schema = schemathesis.pytest.from_fixture("told").exclude(path_regex="/uploads/")


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation_answers_as_described(case: schemathesis.Case, told: Any) -> None:  # type: ignore[type-arg]
    case.call_and_validate(headers={"Authorization": f"Bearer {told.bearer}"})


def test_the_document_is_openapi_3_1_and_names_its_server() -> None:
    described = document("https://hands.example.org")
    assert described["openapi"].startswith("3.1")
    assert described["servers"] == [{"url": "https://hands.example.org"}]
    assert "/api/v1/works/{work_id}/sources" in described["paths"]
    assert "/api/v1/uploads/" in described["paths"]

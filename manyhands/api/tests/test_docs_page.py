"""The page about the API tells what there is, from the document itself."""

from __future__ import annotations

import pytest
from django.test import Client

from manyhands.api.openapi import document

pytestmark = pytest.mark.django_db


def test_every_operation_and_every_field_of_a_body_is_on_the_page(client: Client) -> None:
    page = client.get("/api/docs").content.decode()
    described = document("http://testserver")
    places = {**described["paths"], **described["x-uploads"]["paths"]}
    for path, methods in places.items():
        for method, operation in methods.items():
            assert f'id="{operation["operationId"]}"' in page
            assert f"{method.upper()} {path}" in page
    for name in described["components"]["schemas"]["WorkIn"]["properties"]:
        assert f"<code>{name}</code>" in page
    assert "list of {work, version, address, title, author, licence, role, note, kind}" in page
    assert "&quot;audio&quot; | &quot;video&quot; | &quot;image&quot; | &quot;text&quot;" in page

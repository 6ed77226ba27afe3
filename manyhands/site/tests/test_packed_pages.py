"""Pages are packed for whoever can read that; what programs ask for is sent as it is."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

from tests.make import make_work

pytestmark = pytest.mark.django_db


def test_a_page_is_packed_for_who_asks(client: Client) -> None:
    make_work(title="Night train")
    plain = client.get("/works")
    packed = client.get("/works", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Night train" in gzip.decompress(packed.content).decode()
    assert len(packed.content) < len(plain.content) / 2


def test_json_is_not(client: Client) -> None:
    make_work(title="Night train")
    answer = client.get("/api/v1/works", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert answer.json()["items"][0]["title"] == "Night train"

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from manyhands.api.actions import give_token
from manyhands.api.rules import ALL_SCOPES
from manyhands.people.models import Member
from tests.make import NOON, make_member


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Api:
    """A program that asks, with a token or without one. Paths begin after ``/api/v1``."""

    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """``If_None_Match="x"`` is the header ``If-None-Match: x``; a body that is not bytes goes as JSON."""
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content_type = named.pop("Content-Type", "application/json")
        answer = Client().generic(
            method, f"/api/v1{path}", data, content_type=content_type, headers={**self.headers, **named}
        )
        return Answer(answer.status_code, {k.lower(): v for k, v in answer.items()}, answer.content)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Answer:
        return self.ask("POST", path, body, **headers)


@pytest.fixture
def ana(db: None) -> Member:
    return make_member("ana")


@pytest.fixture
def api(db: None) -> Api:
    """Somebody without a token."""
    return Api()


@pytest.fixture
def program_of(db: None) -> Callable[..., Api]:
    """``program_of(ana)`` may do everything that ana may; ``scopes="read"`` less."""

    def make(member: Member, scopes: str = ALL_SCOPES) -> Api:
        _token, text = give_token(member, name="test", scopes=scopes, at=NOON)
        return Api({"Authorization": f"Bearer {text}"})

    return make


@pytest.fixture
def of_ana(ana: Member, program_of: Callable[..., Api]) -> Api:
    return program_of(ana)

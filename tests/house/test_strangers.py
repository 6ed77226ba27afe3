"""Strangers find nothing that is hidden: every route, asked in every way, by nobody, a member and a program.

A new route is asked by itself; one with arguments needs a line in tests/routes.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from manyhands.api.actions import give_token
from manyhands.api.rules import ALL_SCOPES
from tests.live import session_of
from tests.make import NOON
from tests.routes import ADDRESSES, addresses_of, all_routes
from tests.world import BLOCKED, SECRET, World, make_world

# What a page may be asked for beside its address: the beginning of a secret, and what no field can hold.
HALF_A_SECRET = "q=quincewoo"
NONSENSE = [
    "q=%00&after=%00&tag=%00&language=%00&kind=x&show=x&order=x&page=-1&version=999999999999999999999",
    "after=WyJhIiwgMV0&version=-1&limit=x&place=x&from=x&sort=x",
]
Headers = dict[str, str]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One for all tests of this file; each undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def viewers(world: World) -> dict[str, Headers]:
    _token, text = give_token(world.ana, name="test", scopes=ALL_SCOPES, at=NOON)
    return {
        "nobody": {},
        "ana": {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(world.ana)}"},
        "ana's program": {"Authorization": f"Bearer {text}"},
    }


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(method: str, address: str, headers: Headers) -> tuple[int, str]:
    """The status, and all that an answer says, without the address that was asked for."""
    with undone():
        client = Client(raise_request_exception=False)
        answer = client.generic(method, address, headers=headers)
        body = b"".join(answer) if answer.streaming else answer.content
    said = "\n".join([*(f"{name}: {value}" for name, value in answer.items()), body.decode()])
    path = address.partition("?")[0]
    return answer.status_code, said.replace(path, "").replace(quote(path, safe=""), "")


def ways(addresses: list[str]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        yield from ((method, address) for method in ("GET", "HEAD", "POST"))
    for address, question in product(addresses[:1], (HALF_A_SECRET, *NONSENSE)):
        yield "GET", f"{address}{'&' if '?' in address else '?'}{question}"


def found(said: str, world: World, viewer: str) -> list[str]:
    """What of the hidden things an answer gives away."""
    words = [SECRET, *world.secret_ids, *([] if viewer == "nobody" else [BLOCKED])]
    return [word for word in words if word.lower() in said.lower()]


@pytest.mark.slow
@pytest.mark.parametrize("route", all_routes())
def test_nothing_hidden_is_found_and_nothing_breaks(
    route: str, world: World, viewers: dict[str, Headers]
) -> None:
    assert "<" not in route or route in ADDRESSES, f"{route} has arguments: say in tests/routes.py which"
    wrong = []
    # For the API a session is nobody: only a token counts there.
    for viewer in ("nobody", "ana's program" if route.startswith("api/v1/") else "ana"):
        for method, address in ways(addresses_of(route, world.names)):
            status, said = ask(method, address, viewers[viewer])
            if status >= 500 or found(said, world, viewer):
                wrong.append(f"{viewer}: {method} {address}: {status} {found(said, world, viewer)}")
    assert wrong == []


def test_no_address_is_kept_for_a_route_that_is_gone() -> None:
    assert sorted(set(ADDRESSES) - set(all_routes())) == []


@pytest.mark.slow
def test_their_maker_finds_them(world: World) -> None:
    """So the words that strangers are kept from are really there to be found."""
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(world.kofi)}"}
    for address in ("/works/{held}", "/drafts/{draft}", "/collections/{held_collection}"):
        page = Client(headers=headers).get(address.format_map(world.names), follow=True)
        assert SECRET in page.content.decode().lower(), address

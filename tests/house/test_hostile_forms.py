"""No form breaks, whatever is typed into it: every form of every page, filled in with what no field can hold.

The forms are read from the pages themselves, as whoever may open them; what each did is undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from manyhands.people.models import Role, RoleName
from tests.live import session_of
from tests.make import NOON
from tests.routes import addresses_of, all_routes
from tests.world import World, make_world

pytestmark = pytest.mark.slow

HOSTILE = {
    "nothing": "",
    "null": "a\x00b",
    "endless": "ä" * 30_000,
    "number": "9" * 400,
    "negative": "-1",
    "half a pair": "\ud83d".encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    + "\u202e\ufeff",
    "markup": "<script>alert(1)</script>{{ 7 }}%s%(x)s'\";--",
    "date": "99999-99-99T99:99",
}
ALONE = ("null", "endless", "number")  # these also in one field, with the others as the page has them
FILLED_BY_US = {"csrfmiddlewaretoken"}

_seen = set[tuple[str, ...]]()


@dataclass
class Form:
    """One form of a page, and the names of its fields."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)

    def is_new(self) -> bool:
        """Whether no other page had the same one; numbers and ids in its address do not make another."""
        same = (re.sub(r"[0-9a-f]{32}|\d+", "1", self.action), *sorted(self.fields))
        is_new = same not in _seen
        _seen.add(same)
        return is_new


class Forms(HTMLParser):
    """Collects the forms of a page that change something."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found = address, list[Form]()
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self._open = Form(urljoin(self.address, said.get("action") or self.address))
            if (said.get("method") or "get").lower() == "post":
                self.found.append(self._open)
        elif tag in {"input", "select", "textarea", "button"} and self._open and (name := said.get("name")):
            self._open.fields.setdefault(name, said.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One for all tests of this file; each undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_world()
        Role.objects.create(member=made.moderator, name=RoleName.ADMINISTRATOR, at=NOON)
        yield made
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[None]:
    cache.clear()  # limits of how often one may try
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def clients(world: World) -> dict[str, Client]:
    made = {"nobody": Client(raise_request_exception=False)}
    for member in (world.ana, world.kofi, world.moderator):
        made[member.handle] = Client(raise_request_exception=False)
        made[member.handle].cookies[settings.SESSION_COOKIE_NAME] = session_of(member)
    return made


def forms_of(client: Client, address: str) -> list[Form]:
    with undone():
        page = client.get(address, follow=True)
        if not page.headers.get("Content-Type", "").startswith("text/html") or page.streaming:
            return []
        reader = Forms(page.request["PATH_INFO"])
        reader.feed(page.content.decode())
        return reader.found


def broken_by(client: Client, form: Form) -> Iterator[str]:
    """All fields at once, then each one by itself among good ones."""
    for name, value in HOSTILE.items():
        yield from _try(client, form, dict.fromkeys(form.fields, value), name)
    for name, one in product(ALONE, sorted(set(form.fields) - FILLED_BY_US)):
        yield from _try(client, form, {**form.fields, one: HOSTILE[name]}, f"{name} in {one}")


def _try(client: Client, form: Form, values: dict[str, str], what: str) -> Iterator[str]:
    with undone():
        status = client.post(form.action, values).status_code
    if status >= 500:
        yield f"{form.action}: {status} for {what}"


@pytest.mark.parametrize("route", [route for route in all_routes() if not route.startswith("api/v1/")])
def test_no_form_breaks(route: str, world: World) -> None:
    broken = []
    for address in addresses_of(route, world.names):
        for who, client in clients(world).items():
            for form in forms_of(client, address):
                if form.is_new():
                    broken += [f"{who}: {each}" for each in broken_by(client, form)]
    assert broken == [], "\n".join(broken)


def test_there_are_forms(world: World) -> None:
    """So that the test above has something to fill in."""
    ana = clients(world)["ana"]
    fields = {name for form in forms_of(ana, "/works/new") for name in form.fields}
    assert {"csrfmiddlewaretoken", "body", "upload"} & fields
    assert len(forms_of(ana, f"/works/{world.names['story']}")) > 1

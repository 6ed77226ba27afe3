from __future__ import annotations

import pytest

from manyhands.media import jail
from manyhands.media.tests.tus_client import Tus
from manyhands.people.models import Member
from tests.live import Live
from tests.make import make_member


@pytest.fixture(params=[jail.Kind.BUBBLEWRAP, jail.Kind.LANDLOCK])
def in_each_jail(request, monkeypatch):
    """Run the test once in each kind of jail that this machine has."""
    health = jail.examine(request.param)
    if not health.holds and "not installed" in health.reason:
        pytest.skip(health.reason)
    monkeypatch.setenv("MANYHANDS_JAIL", request.param)
    return request.param


@pytest.fixture
def ana(live: Live) -> Member:
    return make_member("ana")


@pytest.fixture
def tus(live: Live, ana: Member) -> Tus:
    """Ana's uploads, by session."""
    return Tus(live.client(ana))

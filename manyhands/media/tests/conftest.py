from __future__ import annotations

import pytest

from manyhands.media import jail


@pytest.fixture(params=[jail.Kind.BUBBLEWRAP, jail.Kind.LANDLOCK])
def in_each_jail(request, monkeypatch) -> jail.Kind:
    """Run the test once in each kind of jail that this machine has."""
    health = jail.examine(request.param)
    if not health.holds and "not installed" in health.reason:
        pytest.skip(health.reason)
    monkeypatch.setenv("MANYHANDS_JAIL", request.param)
    return request.param

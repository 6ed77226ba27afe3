"""``bin/test`` takes one of each; ``bin/test --all`` takes every one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def one_of_each(values: Iterable[Any], *quick: Any) -> list[Any]:
    """The values for ``parametrize``: all but the ``quick`` ones wait for ``--all``."""
    listed = list(values)
    unknown = set(quick) - set(listed)
    assert not unknown, f"not among the values: {sorted(unknown)}"
    return [value if value in quick else pytest.param(value, marks=pytest.mark.slow) for value in listed]

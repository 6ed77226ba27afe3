"""Published figures: one file each, with a function ``measure()`` that gives a list of ``Figure``."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured number; ``baseline`` is what it is compared with, in the same unit."""

    figure: str
    value: float
    unit: str
    baseline: float | None = None
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

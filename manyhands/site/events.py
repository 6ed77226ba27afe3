"""What happened to the company itself."""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.core.events import Event


@dataclass(frozen=True)
class CompanyChanged(Event):
    """An administrator changed what the company is called or how one joins; which fields, not to what."""

    kind = "company.changed"
    fields: list[str]

"""What happened in moderation: private, always. The room above tells those whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from manyhands.core.events import Event


@dataclass(frozen=True)
class ThingReported(Event):
    kind = "report.made"
    report_id: int
    subject: str
    subject_id: int


@dataclass(frozen=True)
class ThingRuled(Event):
    kind = "ruling.made"
    ruling_id: int
    subject: str
    subject_id: int
    verdict: str

"""What can go wrong because of what a person asked; everything else is a bug and may crash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class RuleBroken(Exception):
    """A person asked for what the rules forbid. The text is for that person, says what to do next, and is
    translated.

    ``status`` is the HTTP status that pages and the API answer with.
    """

    status = 422

    def __init__(self, text: str, *, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field


class NotThere(RuleBroken):
    """The thing does not exist, or must not be known to this person: both look the same."""

    status = 404


class NotAllowed(RuleBroken):
    """The person may see the thing, but not do this to it."""

    status = 403


class AlreadyDone(RuleBroken):
    """Somebody, perhaps the same person, was faster."""

    status = 409


@dataclass(frozen=True)
class Problem:
    """One broken rule as a value, for forms that must show all problems at once; the words stand in the
    form.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

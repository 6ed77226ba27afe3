"""The kinds of events: frozen dataclasses, one per kind, whose old schema versions are upcast when read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from pydantic import TypeAdapter

KINDS: dict[str, type[Event]] = {}


@dataclass(frozen=True)
class Event:
    """Base of all events.

    A subclass names its ``kind`` and holds ids only: words and names would keep a person from being erased.
    """

    kind: ClassVar[str]
    schema: ClassVar[int] = 1

    def __init_subclass__(cls) -> None:
        kind = cls.__dict__.get("kind")
        if not isinstance(kind, str):
            raise TypeError(f"{cls.__name__} names no kind")
        if kind in KINDS and KINDS[kind].__qualname__ != cls.__qualname__:
            raise TypeError(f"two events are called {kind}")
        KINDS[kind] = cls

    @classmethod
    def upcast(cls, data: Mapping[str, Any], schema: int) -> Mapping[str, Any]:
        """Bring the data of an older schema version to today's. Overridden when a kind's fields change."""
        return data


def write(event: Event) -> dict[str, Any]:
    return asdict(event)


def read(kind: str, schema: int, data: Mapping[str, Any]) -> Event:
    """The event of a stored row.

    :raises KeyError: no such kind is known to this version of the program
    """
    cls = KINDS[kind]
    if schema != cls.schema:
        data = cls.upcast(data, schema)
    return TypeAdapter(cls).validate_python(dict(data))

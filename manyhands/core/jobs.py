"""Jobs in the database's own queue: enqueued in the transaction of the change, kept or lost together
with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

Function = TypeVar("Function", bound=Callable[..., None])


class Deferrable(Protocol):
    def __call__(self, **arguments: Any) -> None: ...

    def defer(self, **arguments: Any) -> int: ...


def task(*, queue: str, retries: int = 3) -> Callable[[Callable[..., None]], Any]:
    """Make ``x_later`` a job. It takes ids by keyword, makes one call, and may run twice."""

    def register(function: Callable[..., None]) -> Any:
        return app.task(
            queue=queue,
            name=f"{function.__module__}.{function.__name__}",
            retry=RetryStrategy(max_attempts=retries, exponential_wait=4),
        )(function)

    return register

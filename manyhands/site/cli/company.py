"""What every command needs: which company, and its database within reach."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from manyhands.config.env import data_dir, env_str
from manyhands.core.embedded import lock
from manyhands.core.embedded.server import reachable
from manyhands.core.trouble import Trouble


def in_data(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--data``; whoever reads the settings later finds it in ``MANYHANDS_DATA``."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        callback=_remember,
        expose_value=False,
        is_eager=True,
        help="Folder of the company (default: $MANYHANDS_DATA, else ./data).",
    )(function)


def _remember(_ctx: click.Context, _option: click.Parameter, folder: Path | None) -> None:
    os.environ["MANYHANDS_DATA"] = str((folder or data_dir()).resolve())


@contextlib.contextmanager
def opened(by: str, *, role: str = "app") -> Iterator[Path]:
    """The company with its database and Django, for one command; works beside a running company.

    :raises Trouble: it cannot be reached, or has never been started
    """
    os.environ["MANYHANDS_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manyhands.config.settings")
    data = data_dir()
    _remember_address(data)
    with contextlib.nullcontext() if env_str("DATABASE_URL") else reachable(data, by=by):
        import django
        from django.db import connections

        django.setup()
        try:
            if role == "app":
                _refuse_empty(data)
            yield data
        finally:
            connections.close_all()  # or a server started for this command would wait for us


def _refuse_empty(data: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('people_member')")
        if cursor.fetchone() == (None,):
            raise Trouble(f"There is no company in {data} yet: start it once, with bin/run --data {data}.")


def _remember_address(data: Path) -> None:
    """A company that runs says in its lock where it is: links that a command prints lead there."""
    _what, _, where = str(lock.holder_of(data).get("by", "")).partition(", ")
    if where.startswith("http"):
        os.environ.setdefault("MANYHANDS_HERE", where)

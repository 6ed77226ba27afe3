"""``manyhands run``: the whole company with one command."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import urllib.request
from collections.abc import Iterator
from functools import partial

import click
import psycopg

from manyhands.config.env import data_dir, env_str
from manyhands.core.embedded import lock
from manyhands.core.embedded.cluster import connect
from manyhands.core.embedded.place import RESTORING
from manyhands.core.embedded.server import Server, make_private
from manyhands.core.migrating import is_up_to_date
from manyhands.core.own_server import refuse_old
from manyhands.core.processes import spawn
from manyhands.core.trouble import Trouble
from manyhands.site.cli.company import in_data
from manyhands.site.cli.supervisor import Supervisor, manyhands
from manyhands.site.cli.web import build_static, check_port
from manyhands.site.cli.worker import lanes

_RUN = "manyhands run"
_OTHER_COMMAND_SECONDS = 30.0  # a short command may hold the data folder; wait for it
_ENDING_SECONDS = 7.0  # another run may be on its way out


@click.command()
@in_data
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo", is_flag=True, help="Fill an empty company with a small living one.")
def command(host: str, port: int, *, demo: bool) -> None:
    """Run the company: database, web and workers. Ctrl-C ends it."""
    address = check_port(host, port)
    make_private(data_dir())
    importlib.import_module("manyhands.config.settings")  # a wrong one is refused before anything starts
    shown = env_str("SITE_URL") or f"http://{'localhost' if address == '127.0.0.1' else address}:{port}"
    os.environ.setdefault("MANYHANDS_HERE", shown)  # for the workers, who write mails with links
    with _database(by=f"{_RUN}, {shown}") as server:
        has_nobody = _prepare(server)
        web = ("web", manyhands("web", "--host", address, "--port", str(port)))
        errands = []
        if demo:
            errands = [("the demo", manyhands("demo", "--workers"))]
        elif has_nobody:
            errands = [("the first link", manyhands("member", "first", "--site", shown))]
        Supervisor(server, [web, *lanes()], errands).run(announced=partial(_announced, address, port, shown))


@contextlib.contextmanager
def _database(*, by: str) -> Iterator[Server | None]:
    """The embedded server, held for as long as the company runs; None when ``DATABASE_URL`` names another."""
    if env_str("DATABASE_URL"):
        yield None
        return
    data = data_dir()
    if (data / RESTORING).exists():
        raise Trouble(f"A restore into {data} did not come to its end; empty the folder and restore again.")
    make_private(data)
    runs_already = str(lock.holder_of(data).get("by", "")).startswith(_RUN)
    patience = _ENDING_SECONDS if runs_already else _OTHER_COMMAND_SECONDS
    with lock.held(data, by=by, patience=patience):
        server = Server(data)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _prepare(server: Server | None) -> bool:
    """Migrations and static files; nothing is loaded where nothing is to do. Whether nobody is here."""
    with _owner(server) as database:
        if not is_up_to_date(database):
            _finish(manyhands("migrate"))
        build_static()
        somebody = database.execute("SELECT 1 FROM people_member LIMIT 1").fetchone()
    return somebody is None


def _owner(server: Server | None) -> psycopg.Connection:
    if server is not None:
        return connect(server.data, "owner")
    try:
        database = psycopg.connect(env_str("DATABASE_URL"), autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        raise Trouble(f"The database of DATABASE_URL does not answer: {str(error).splitlines()[0]}") from None
    refuse_old(database)
    return database


def _finish(args: list[str]) -> None:
    """Run one of our own commands to its end; if it fails, it has said why."""
    if code := spawn(args).wait():
        sys.exit(max(code, 1))


def _answers(address: str, port: int) -> bool:
    host = f"[{address}]" if ":" in address else address.replace("0.0.0.0", "127.0.0.1")  # noqa: S104
    try:
        urllib.request.urlopen(f"http://{host}:{port}/healthz", timeout=1).close()
    except OSError:
        return False
    return True


def _announced(address: str, port: int, shown: str) -> bool:
    if not _answers(address, port):
        return False
    click.echo(f"Manyhands is at {shown}   (Ctrl-C ends it)")
    return True

"""``manyhands web``: the front alone, for machines that share a database and a store."""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
import socket

import click

from manyhands.config.env import data_dir
from manyhands.core.trouble import PORT_TAKEN, Trouble
from manyhands.site.cli.company import in_data

# What ends a stream that its reader keeps open; with it, everything is down within six seconds of Ctrl-C.
KILL_STREAMS_AFTER_SECONDS = 2
# The default, 1,024 shared by all workers, froze every page at 1,024 open event streams.
BACKPRESSURE = 8192
OPEN_LINES = 65_536
HEADERS_WITHIN_MS = 10_000


@click.command()
@in_data
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def command(host: str, port: int) -> None:
    """Answer requests (``run`` starts this together with all the rest)."""
    address = check_port(host, port)
    build_static()
    serve(address, port)


def check_port(host: str, port: int) -> str:
    """The numeric address of ``host``, if its ``port`` is free.

    The server itself shares a port that is in use without a word, so each would get half of the requests.

    :raises Trouble: it is taken, or not ours to take
    """
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except socket.gaierror:
        raise Trouble(f"“{host}” is no address of this machine; choose another --host.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Trouble(f"Port {port} is in use; choose another --port.", exit_code=PORT_TAKEN) from None
        raise Trouble(
            f"Port {port} at {host} cannot be used: {error.strerror}.", exit_code=PORT_TAKEN
        ) from None
    return str(where[0])


def build_static() -> None:
    from manyhands.config.front import static

    target = data_dir() / "static"
    if not static.is_built(target):
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manyhands.config.settings")
        django.setup()
        static.build(target)


def _allow_many_lines() -> None:
    """Most systems allow 1,024 open files at first, and more to whoever asks; every open stream is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = OPEN_LINES if hard == resource.RLIM_INFINITY else min(OPEN_LINES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))


def serve(address: str, port: int) -> None:
    """Serve until a signal says stop."""
    from django.conf import settings
    from granian.constants import Interfaces, Loops
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    from manyhands.config import rsgi

    _allow_many_lines()
    multiprocessing.set_start_method("fork")  # what is loaded here, the workers have
    rsgi.load()
    Server(
        "manyhands.config.rsgi:application",
        factory=True,
        address=address,
        port=port,
        interface=Interfaces.RSGI,
        loop=Loops.asyncio,
        workers=settings.WEB_WORKERS,
        backlog=2048,
        backpressure=BACKPRESSURE,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN_MS),
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_STREAMS_AFTER_SECONDS,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()

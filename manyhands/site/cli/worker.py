"""``manyhands worker``: the lanes of jobs, here or on any machine that shares the database and the store."""

from __future__ import annotations

import importlib
import os
import pkgutil

import click

from manyhands.config.env import data_dir
from manyhands.site.cli.company import in_data
from manyhands.site.cli.supervisor import Supervisor, manyhands

LANES = ("fast", "media")

_WITHOUT_JOBS = {"tests", "migrations", "cli", "demo", "config", "__main__"}


@click.command()
@in_data
@click.option("--lane", type=click.Choice(LANES), help="Only this lane, in this process.")
def command(lane: str | None) -> None:
    """Work off the queue (``run`` starts this together with all the rest)."""
    if lane is None:
        Supervisor(None, lanes()).run()
    else:
        work(lane)


def lanes() -> list[tuple[str, list[str]]]:
    """The name and the command of each lane; both always run, so that mail never waits for a film."""
    return [(f"the {lane} lane", manyhands("worker", "--lane", lane)) for lane in LANES]


def work(lane: str) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manyhands.config.settings")
    django.setup()
    load_rooms()

    from django.conf import settings

    from manyhands.core.jobs.lane import Lane, run_lane

    at_once = settings.MEDIA_JOBS if lane == "media" else settings.FAST_JOBS
    run_lane(Lane(lane, (lane,), at_once), seats=data_dir() / "lanes")


def load_rooms() -> None:
    """Import every module of every room: a job whose module nobody loaded would be given up as unknown."""
    import manyhands

    for module in pkgutil.walk_packages(manyhands.__path__, "manyhands."):
        if not _WITHOUT_JOBS & set(module.name.split(".")):
            importlib.import_module(module.name)

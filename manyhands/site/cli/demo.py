"""``manyhands demo``: a small living company in an empty one, filled in as many attempts as it takes."""

from __future__ import annotations

import click

from manyhands.core.trouble import TRY_AGAIN, Trouble
from manyhands.site.cli.company import in_data, opened

_ALIVE = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 s'"


@click.command()
@in_data
@click.option(
    "--workers/--no-workers", default=None, hidden=True, help="Whether somebody works the queue off."
)
def command(workers: bool | None) -> None:  # noqa: FBT001 - click's way to pass a flag
    """Fill an empty company with invented people and their works, or go on where that was stopped."""
    from django.db import OperationalError

    with opened("manyhands demo"):
        try:
            _fill(has_workers=workers)
        except OperationalError as error:
            raise Trouble(f"The database went away: {error}", exit_code=TRY_AGAIN) from None


def _fill(*, has_workers: bool | None) -> None:
    from manyhands.media.scratch import scratch
    from manyhands.site.demo import content
    from manyhands.site.demo.build import workshop
    from manyhands.site.demo.fill import Filling, alone, begin, fill, is_full, still_to_come

    demo = content.load()
    with alone():
        now = begin(demo)
        if is_full():
            click.echo("The demo company was filled before; it is left as it is.")
            return
        paths = [path for act in still_to_come(demo) for path in act.files]
        click.echo("Filling the company with invented people and works; it takes a few minutes …")
        with scratch("demo") as folder, workshop(demo, folder, paths) as made:
            alive = _are_workers_alive() if has_workers is None else has_workers
            fill(Filling(demo, now=now, workshop=made, has_workers=alive), tell=click.echo)


def _are_workers_alive() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_ALIVE)
        return int(cursor.fetchone()[0]) > 0

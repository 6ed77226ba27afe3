"""``manyhands demo``: a small living company in an empty one."""

from __future__ import annotations

import click

from manyhands.site.cli.company import in_data, opened

_ALIVE = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 s'"


@click.command()
@in_data
@click.option(
    "--workers/--no-workers", default=None, hidden=True, help="Whether somebody works the queue off."
)
def command(workers: bool | None) -> None:  # noqa: FBT001 - click's way to pass a flag
    """Fill an empty company with invented people and their works (``run --demo`` calls this)."""
    with opened("manyhands demo"):
        from django.db import connection, transaction

        from manyhands.core import clock
        from manyhands.media.scratch import scratch
        from manyhands.site.demo import content
        from manyhands.site.demo.build import workshop
        from manyhands.site.demo.fill import Filling, check_empty, fill

        check_empty()
        if workers is None:
            with connection.cursor() as cursor:
                cursor.execute(_ALIVE)
                (alive,) = cursor.fetchone()
            workers = alive > 0
        with transaction.atomic():
            now = clock.now()
        demo = content.load()
        click.echo("Filling the company with invented people and works; it takes two or three minutes …")
        with scratch("demo") as folder, workshop(demo, folder) as made:
            fill(
                Filling(demo, now=now, file=lambda path: made[path].result(), has_workers=workers),
                tell=click.echo,
            )

"""``manyhands search``: what looks after the index."""

from __future__ import annotations

import click

from manyhands.site.cli.company import in_data, opened


@click.group()
def command() -> None:
    """Look after search."""


@command.command()
@in_data
def rebuild() -> None:
    """Write all documents of the index anew; people may search meanwhile."""
    with opened("manyhands search rebuild"):
        from manyhands.discovery.actions import rebuild as documents

        done = 0
        for done in documents():
            click.echo(f"{done} …", err=True)
        click.echo(f"{done} works, people and collections can be found.")

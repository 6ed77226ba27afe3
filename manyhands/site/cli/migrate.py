"""``manyhands migrate``: bring the database up to date; ``manyhands run`` does it by itself."""

from __future__ import annotations

import click

from manyhands.core.migrating import bring_up_to_date
from manyhands.site.cli.company import in_data, opened


@click.command()
@in_data
def command() -> None:
    """Bring the database up to date (``run`` does this by itself)."""
    with opened("manyhands migrate", role="owner"):
        bring_up_to_date()

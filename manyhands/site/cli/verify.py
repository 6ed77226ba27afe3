"""``manyhands verify``: every blob has the hash that it is named by, and every row the blob that it names."""

from __future__ import annotations

import hashlib
import sys

import click

from manyhands.site.cli.company import in_data, opened


@click.command()
@in_data
def command() -> None:
    """Read every blob back and compare it with what the database says."""
    with opened("manyhands verify"):
        if not report():
            sys.exit(1)


def report() -> bool:
    """Say what was found; whether all is well."""
    from manyhands.media.models import Blob
    from manyhands.media.store.current import store

    named = dict(Blob.objects.values_list("sha256", "size"))
    there = {stored.sha256 for stored in store().blobs()}
    missing = sorted(set(named) - there)
    wrong = [
        sha256 for sha256, size in sorted(named.items()) if sha256 in there and not _is_whole(sha256, size)
    ]
    for sha256 in missing:
        click.echo(f"missing  {sha256}")
    for sha256 in wrong:
        click.echo(f"damaged  {sha256}")
    click.echo(
        f"{len(named)} blobs named, {len(missing)} missing, {len(wrong)} damaged; "
        f"{len(there - set(named))} in the store that nobody names."
    )
    return not missing and not wrong


def _is_whole(sha256: str, size: int) -> bool:
    from manyhands.media.store import Gone
    from manyhands.media.store.current import store

    digest, length = hashlib.sha256(), 0
    try:
        for chunk in store().read(sha256):
            digest.update(chunk)
            length += len(chunk)
    except Gone:
        return False
    return length == size and digest.hexdigest() == sha256

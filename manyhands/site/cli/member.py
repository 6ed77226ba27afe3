"""``manyhands member``: members, their tokens and their roles, on the operator's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from manyhands.core.trouble import Trouble
from manyhands.site.cli.company import in_data, opened

if TYPE_CHECKING:
    from manyhands.people.models import Member

_YEARS_OF_AN_ADULT = 30  # only that the member is of age is known; the person may correct it
ROLES = ("administrator", "moderator", "curator", "producer")


@click.group()
def command() -> None:
    """Add members, give them tokens and roles."""


@command.command()
@in_data
@click.argument("handle")
@click.option("--mail", required=True, help="The person's address; it counts as confirmed.")
@click.option("--name", help="The name to show (default: the handle).")
@click.option("--password", envvar="MEMBER_PASSWORD", help="Better not: the link lets the person choose one.")
def add(handle: str, mail: str, name: str | None, password: str | None) -> None:
    """Make a confirmed adult member, and print a link by which the person chooses a password."""
    with opened("manyhands member add"):
        from django.db import transaction

        from manyhands.core import clock
        from manyhands.people.actions import Newcomer, add_member, password_link

        with transaction.atomic():
            at = clock.now()
            year = at.year - _YEARS_OF_AN_ADULT
            member = add_member(Newcomer(name or handle, handle, year, mail, password), at=at)
        click.echo(f"{member.handle} is a member.")
        if password is None:
            click.echo(f"To choose a password: {site_address()}{password_link(member)}")


@command.command()
@in_data
@click.argument("handle")
@click.option("--scopes", default="", help="What it may do, by spaces (default: everything).")
@click.option("--name", default="command line", show_default=True)
def token(handle: str, scopes: str, name: str) -> None:
    """Print a new API token, alone on the last line; it is never shown again."""
    with opened("manyhands member token"):
        from django.db import transaction

        from manyhands.api.actions import give_token
        from manyhands.api.rules import ALL_SCOPES
        from manyhands.core import clock

        with transaction.atomic():
            _, text = give_token(_member(handle), name=name, scopes=scopes or ALL_SCOPES, at=clock.now())
        click.echo(text)


@command.command()
@in_data
@click.argument("handle")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--end", is_flag=True, help="Take the role back.")
def role(handle: str, role: str, *, end: bool) -> None:
    """Give a member a role in the company."""
    with opened("manyhands member role"):
        from django.db import transaction

        from manyhands.core import clock
        from manyhands.people.actions import end_role, give_role
        from manyhands.people.models import RoleName

        with transaction.atomic():
            member, at = _member(handle), clock.now()
            if not end:
                give_role(member, RoleName(role), by=None, at=at)
            else:
                end_role(member, RoleName(role), by=member, at=at)
        click.echo(f"{handle} {'was' if end else 'is'} {role}.")


@command.command()
@in_data
@click.option("--site", "site", default="", help="The address that the link begins with.")
def first(site: str) -> None:
    """Print the one-time link that makes the first administrator; nothing once there is a member."""
    with opened("manyhands member first"):
        from manyhands.people.actions import first_administrator_link

        if link := first_administrator_link():
            click.echo("Nobody is here yet. Whoever opens this link first becomes the administrator:")
            click.echo(f"{site or site_address()}{link}")


def site_address() -> str:
    from django.conf import settings

    return str(settings.HERE)


def _member(handle: str) -> Member:
    from manyhands.people.models import Member

    member = Member.objects.filter(handle=handle.removeprefix("@")).first()
    if member is None:
        raise Trouble(f"There is no member “{handle}”.")
    return member

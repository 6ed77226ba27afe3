"""People, and what one of them has in the settings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress

from manyhands.api.models import Token
from manyhands.people.models import Block, Craft, Invitation, Member, Role, RoleName, Session

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
BATCH = 2000
FORGOTTEN = "!"  # no password


@dataclass(frozen=True)
class People:
    ana: Member
    reader: Member
    boss: Member
    crowd: list[Member]


def moment(number: int) -> dt.datetime:
    return START + dt.timedelta(minutes=number)


def put_people(rows: int) -> People:
    ana, reader, boss = (_member(name, 0) for name in ("ana", "reader", "boss"))
    Member.objects.bulk_create([ana, reader, boss])
    crowd = [_member(f"drummer{number}", number) for number in range(rows)]
    Member.objects.bulk_create(crowd, batch_size=BATCH)
    Craft.objects.bulk_create([Craft(member=each, name="Drummer") for each in crowd], batch_size=BATCH)
    # The oldest thirty alone do this.
    Craft.objects.bulk_create([Craft(member=each, name="Luthier") for each in crowd[:30]])
    waiting = [_member(f"waiting{number}", number, is_active=False) for number in range(rows)]
    Member.objects.bulk_create(waiting, batch_size=BATCH)
    mails = [
        EmailAddress(user=each, email=f"{each.handle}@example.org", verified=True, primary=True)
        for each in waiting
    ]
    EmailAddress.objects.bulk_create(mails, batch_size=BATCH)
    Role.objects.create(member=boss, name=RoleName.ADMINISTRATOR, at=START)
    return People(ana, reader, boss, crowd)


def put_settings(rows: int, people: People) -> None:
    """What ana has many of, and what the company has."""
    ana, boss = people.ana, people.boss
    Block.objects.bulk_create(
        [Block(by=ana, member=each, at=START) for each in people.crowd], batch_size=BATCH
    )
    Token.objects.bulk_create(
        [
            Token(member=ana, name=f"program {number}", token_hash=f"{number:064x}", scopes="read", at=START)
            for number in range(rows)
        ],
        batch_size=BATCH,
    )
    Session.objects.bulk_create(
        [
            Session(
                session_key=f"{number:032x}",
                session_data="",
                expire_date=moment(10_000_000),
                member=ana,
                device="Firefox, Linux",
                signed_in_at=moment(number),
            )
            for number in range(rows)
        ],
        batch_size=BATCH,
    )
    Invitation.objects.bulk_create(
        [
            Invitation(token_hash=f"{number:064x}", by=boss, at=moment(number), expires_at=moment(10_000_000))
            for number in range(rows)
        ],
        batch_size=BATCH,
    )
    Role.objects.bulk_create(
        [Role(member=each, name=RoleName.CURATOR, by=boss, at=START) for each in people.crowd],
        batch_size=BATCH,
    )


def _member(handle: str, number: int, *, is_active: bool = True) -> Member:
    return Member(
        handle=handle,
        handle_skeleton=handle,
        name=handle.title(),
        email=f"{handle}@example.org",
        password=FORGOTTEN,
        is_active=is_active,
        joined_at=moment(number),
    )

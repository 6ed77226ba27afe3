"""People join, say who they are, and get what they need to look after the company."""

from __future__ import annotations

import datetime as dt

from manyhands.media.actions import show_portrait
from manyhands.notices.actions import unsubscribe
from manyhands.notices.unsubscribing import ALL, Unsubscribing
from manyhands.people.actions import Newcomer, Profile, add_member, change_profile, give_role
from manyhands.people.models import Member, RoleName
from manyhands.site.demo.build import portrait_path
from manyhands.site.demo.fill.state import Filling
from manyhands.site.demo.fill.talk import days_of_hearts
from manyhands.site.demo.plan import Demo, PlannedMember, PlannedWork

CURATOR = "sam"


def join(filling: Filling, planned: PlannedMember) -> int:
    at = filling.at(joined(filling.demo, planned))
    newcomer = Newcomer(
        name=planned.name,
        handle=planned.handle,
        birth_year=planned.born,
        mail=f"{planned.handle}@demo.example",
        password=filling.demo.company.password,
        time_zone=planned.zone,
    )
    member = add_member(newcomer, at=at)
    change_profile(member, _profile(planned), at=at)
    _give_roles(member, planned, at=at)
    unsubscribe(Unsubscribing(member.pk, ALL), at=at)  # nobody reads mail to invented people
    return member.pk


def joined(demo: Demo, planned: PlannedMember) -> float:
    """How many days ago: a few hours before they did something, or were named, for the first time."""
    did = [version.days_ago for work, _n, version in demo.in_order() if planned.handle in _named_in(work)]
    did += [said.days_ago for said in demo.comments if said.by == planned.handle]
    did += [each.days_ago for each in demo.collections if planned.handle in {each.by, *each.with_}]
    for hearts in demo.hearts:
        did += [days_ago for days_ago, by in days_of_hearts(demo, hearts) if by == planned.handle]
    return max(did, default=1.0) + len(planned.handle) / 24


def _named_in(work: PlannedWork) -> set[str]:
    return {work.by} | {credit.member for credit in work.credits}


def _profile(planned: PlannedMember) -> Profile:
    return Profile(
        name=planned.name,
        words=planned.words.strip(),
        words_language=planned.languages[0],
        place=planned.place,
        country=planned.country,
        crafts=planned.crafts,
        languages=planned.languages,
        links=(("", planned.link),) if planned.link else (),
    )


def _give_roles(member: Member, planned: PlannedMember, *, at: dt.datetime) -> None:
    if planned.administrator:
        give_role(member, RoleName.ADMINISTRATOR, by=None, at=at)
    if planned.handle == CURATOR:
        give_role(member, RoleName.CURATOR, by=None, at=at)


def hang_portrait(filling: Filling, planned: PlannedMember) -> int:
    member = filling.member(planned.handle)
    at = filling.at(joined(filling.demo, planned))
    portrait = show_portrait(filling.uploads[portrait_path(planned)], by=member, at=at)
    return portrait.member_id

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from manyhands.core import events
from manyhands.core.errors import RuleBroken
from manyhands.people import rules
from manyhands.people.actions.refusals import checked_name
from manyhands.people.events import ProfileChanged
from manyhands.people.models import Craft, Link, Member, Speaks

CRAFTS = LINKS = LANGUAGES = 12  # what a page still shows as a person and not as a list
CRAFT_LENGTH = 40
WORDS_LENGTH = 2000

_is_web_address = URLValidator(schemes=["http", "https"])


class PlaceOfMinor(RuleBroken):
    """Where somebody under 18 lives is shown to nobody."""


class TooMany(RuleBroken):
    """More crafts, links or languages than a profile holds, or a craft that is a text."""


class NotAnAddress(RuleBroken):
    """A link that is no web address."""


@dataclass(frozen=True)
class Profile:
    """What a member shows of themselves. ``links`` are (label, address); ``country`` is ISO 3166-1."""

    name: str
    words: str = ""
    words_language: str = ""
    place: str = ""
    country: str = ""
    crafts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def change_profile(member: Member, profile: Profile, *, at: dt.datetime) -> Member:
    """Show this, in place of what was shown.

    :raises NameRefused: nothing of the name can be seen
    :raises PlaceOfMinor: a place, of somebody who is not surely 18
    :raises TooMany: more crafts, links or languages than a profile holds
    :raises NotAnAddress: a link that is no web address
    """
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    member.name = checked_name(profile.name)
    member.words = rules.clean_words(profile.words)[:WORDS_LENGTH]
    member.words_language = profile.words_language
    member.place = rules.clean_name(profile.place)
    member.country = profile.country if member.place else ""
    if member.place and not member.is_adult(on=at.date()):
        raise PlaceOfMinor(
            _("Your place stays yours until you are 18. Please leave it empty."), field="place"
        )
    member.save()
    _replace_crafts(member, profile.crafts)
    _replace_languages(member, profile.languages)
    _replace_links(member, profile.links)
    events.record(ProfileChanged(member_id=member.pk), by=member.pk, at=at, topics=[("member", member.pk)])
    return member


def _replace_crafts(member: Member, crafts: tuple[str, ...]) -> None:
    named = {name.lower(): name for name in map(rules.clean_name, crafts) if name}
    if len(named) > CRAFTS:
        raise TooMany(_("A profile shows up to %(most)s crafts.") % {"most": CRAFTS}, field="crafts")
    if any(len(name) > CRAFT_LENGTH for name in named.values()):
        raise TooMany(
            _("A craft has up to %(most)s characters. Separate crafts by commas.") % {"most": CRAFT_LENGTH},
            field="crafts",
        )
    member.crafts.all().delete()
    Craft.objects.bulk_create(Craft(member=member, name=name) for name in named.values())


def _replace_languages(member: Member, languages: tuple[str, ...]) -> None:
    spoken = dict.fromkeys(languages)
    if len(spoken) > LANGUAGES:
        raise TooMany(_("A profile shows up to %(most)s languages.") % {"most": LANGUAGES}, field="languages")
    member.languages.all().delete()
    Speaks.objects.bulk_create(Speaks(member=member, language=language) for language in spoken)


def _replace_links(member: Member, links: tuple[tuple[str, str], ...]) -> None:
    if len(links) > LINKS:
        raise TooMany(_("A profile shows up to %(most)s links.") % {"most": LINKS}, field="links")
    for _label, address in links:
        try:
            _is_web_address(address)
        except ValidationError:
            text = _("“%(address)s” is no web address. It begins with https://")
            raise NotAnAddress(text % {"address": address}, field="links") from None
    member.links.all().delete()
    Link.objects.bulk_create(
        Link(member=member, label=rules.clean_name(label)[:60], address=address, position=position)
        for position, (label, address) in enumerate(links)
    )


@transaction.atomic
def change_language(member: Member, *, language: str, time_zone: str) -> Member:
    """The language of the pages and the clock by which this member reads times."""
    member.language, member.time_zone = language, time_zone
    member.save(update_fields=["language", "time_zone"])
    return member

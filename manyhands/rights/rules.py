"""Licences: what each allows, and what may be made from what. No Django here.

Two things stand beside each other. The *accord* is between members and the company: everyone here may remix
what was made here. The *licence* is for everybody else. So a work from here may always go into one that is
under the accord only, while a public licence must fit each source by itself: there is no "stricter of two".
CC BY-SA and CC BY-NC in one work leave no public licence at all, and that is what this module answers.

Facts: the adapter's licence chart of the Creative Commons FAQ, "If I derive or adapt material offered under a
Creative Commons license, which CC license(s) can I use?", https://creativecommons.org/faq/#can-i-combine-material-under-different-creative-commons-licenses-in-my-work
and the compatible licences, https://creativecommons.org/share-your-work/licensing-considerations/compatible-licenses/
Of the chart only the green boxes count. The yellow ones (BY-NC made into BY) are lawful but, in Creative
Commons' own words, not recommended: the label would promise what the source does not give.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from manyhands.core.errors import Problem


@dataclass(frozen=True)
class Licence:
    """A public licence that a work may carry beside the accord.

    ``attribution``: the maker must be named. ``commercial``: others outside may earn with it.
    ``share_alike``: what is made from it must carry the same licence.
    """

    code: str
    name: str
    address: str
    attribution: bool
    commercial: bool
    share_alike: bool


CC0 = "cc0"
BY = "by"
BY_SA = "by-sa"
BY_NC = "by-nc"
BY_NC_SA = "by-nc-sa"
ACCORD = "accord"

_CC = "https://creativecommons.org/licenses/"
LICENCES: dict[str, Licence] = {
    CC0: Licence(CC0, "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", False, True, False),
    BY: Licence(BY, "CC BY 4.0", f"{_CC}by/4.0/", True, True, False),
    BY_SA: Licence(BY_SA, "CC BY-SA 4.0", f"{_CC}by-sa/4.0/", True, True, True),
    BY_NC: Licence(BY_NC, "CC BY-NC 4.0", f"{_CC}by-nc/4.0/", True, False, False),
    BY_NC_SA: Licence(BY_NC_SA, "CC BY-NC-SA 4.0", f"{_CC}by-nc-sa/4.0/", True, False, True),
    # Only the accord: everyone here may remix it here; nobody outside may use it without asking.
    ACCORD: Licence(ACCORD, "Accord only", "", True, False, False),
}

# Terms that only something from outside can come under; `read_terms` tells them from what a person typed.
PUBLIC_DOMAIN = "public-domain"
SHARE_ALIKE_1 = "share-alike-1.0"  # the first edition knows no later one, so nothing of today fits
NO_DERIVATIVES = "no-derivatives"
RESERVED = "reserved"
PERMISSION = "permission"  # somebody's words that no rule can read: enough for here, not for a public licence
UNSTATED = "unstated"

MAY_BECOME: dict[str, frozenset[str]] = {
    PUBLIC_DOMAIN: frozenset(LICENCES),
    CC0: frozenset(LICENCES),
    BY: frozenset({BY, BY_SA, BY_NC, BY_NC_SA, ACCORD}),
    BY_SA: frozenset({BY_SA}),
    BY_NC: frozenset({BY_NC, BY_NC_SA}),
    BY_NC_SA: frozenset({BY_NC_SA}),
    SHARE_ALIKE_1: frozenset(),
    NO_DERIVATIVES: frozenset(),
    ACCORD: frozenset({ACCORD}),
    PERMISSION: frozenset({ACCORD}),
    RESERVED: frozenset(),
    UNSTATED: frozenset(),
}
"""By the terms of a source: the licences that what contains it may carry."""

# What a person is told, by the terms that refuse. The words stand in rights.words.
_REFUSALS: dict[str, str] = {
    BY: "attribution",
    BY_SA: "share_alike",
    BY_NC: "non_commercial",
    BY_NC_SA: "share_alike",
    SHARE_ALIKE_1: "share_alike_first_edition",
    NO_DERIVATIVES: "no_derivatives",
    ACCORD: "accord_only",
    PERMISSION: "permission_only",
    RESERVED: "reserved",
    UNSTATED: "unstated",
}


@dataclass(frozen=True)
class Material:
    """What a new work is made from, as far as licences care.

    ``terms``: every licence it may be taken under, newest first: what was once granted stays granted.
    ``here``: its maker accepted the accord. ``own``: all of it is the new work's own maker's.
    ``contained``: the new work contains it; an idea alone ("inspired by") is nobody's property.
    """

    title: str
    terms: Sequence[str]
    here: bool = True
    own: bool = False
    contained: bool = True

    def may_become(self, licence: str) -> bool:
        if self.own or not self.contained:
            return True
        if self.here and licence == ACCORD:
            return True
        return any(licence in MAY_BECOME[terms] for terms in self.terms)


def may_derive(sources: Iterable[Material], licence: str) -> list[Problem]:
    """Why a work that is made from ``sources`` may not carry ``licence``: one problem for each source that
    stands against it, none if it may.
    """
    return [
        Problem(
            _REFUSALS[source.terms[0]],
            {"source": source.title, "terms": source.terms[0], "licence": licence},
        )
        for source in sources
        if not source.may_become(licence)
    ]


def allowed_licences(sources: Sequence[Material]) -> list[str]:
    """The licences that a work made from ``sources`` may carry, the most open first; perhaps none."""
    return [code for code in LICENCES if not may_derive(sources, code)]


# Never CC0 by itself: giving everything away is a choice, not a default.
_SUGGESTED = (BY, BY_SA, BY_NC, BY_NC_SA, ACCORD)


def suggested_licence(sources: Sequence[Material], *, usual: str = "") -> str:
    """The licence to tick beforehand: the maker's usual one if it fits, else the most open that does; empty
    if none fits.
    """
    allowed = allowed_licences(sources)
    return next((code for code in (usual, *_SUGGESTED) if code in allowed), "")


def terms_in_force(grants: Iterable[tuple[dt.datetime, str]], *, published_at: dt.datetime) -> list[str]:
    """The licences that something may be taken under, newest first: the one that its work carried when it was
    published, and all that were granted since.

    :param grants: when the work was put under which licence, in any order
    """
    terms: list[str] = []
    for granted_at, licence in sorted(grants, reverse=True):
        if licence not in terms:
            terms.append(licence)
        if granted_at <= published_at:
            break
    return terms

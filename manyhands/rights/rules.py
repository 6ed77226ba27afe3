"""Licences: what each allows, and what may be made from what. No Django here.

Source of the facts: the licence deeds and Creative Commons' compatibility statements
(https://creativecommons.org/share-your-work/licensing-considerations/compatible-licenses/ and the CC FAQ's
adaptation chart "If I derive or adapt material offered under a CC license, which licence can I use?").
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A public licence that a work may carry beside the accord.

    ``attribution``: the maker must be named. ``commercial``: others outside may earn with it.
    ``share_alike``: what is
    made from it must carry the same licence.
    """

    code: str
    name: str
    address: str
    attribution: bool
    commercial: bool
    share_alike: bool
    derivatives: bool = True


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

"""Licences as people write them."""

from __future__ import annotations

import pytest

from manyhands.rights import rules
from manyhands.rights.terms import read_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("CC0", rules.CC0),
        ("cc 0 1.0", rules.CC0),
        ("https://creativecommons.org/publicdomain/zero/1.0/", rules.CC0),
        ("Public Domain", rules.PUBLIC_DOMAIN),
        ("https://creativecommons.org/publicdomain/mark/1.0/", rules.PUBLIC_DOMAIN),
        ("gemeinfrei", rules.PUBLIC_DOMAIN),
        ("CC BY 4.0", rules.BY),
        ("CC-BY", rules.BY),
        ("Creative Commons Attribution 3.0", rules.BY),
        ("https://creativecommons.org/licenses/by/3.0/de/", rules.BY),
        ("CC BY-SA 2.5", rules.BY_SA),
        ("CC BY‑SA 4.0", rules.BY_SA),  # with the hyphen that does not break
        ("Attribution-ShareAlike 4.0, Creative Commons", rules.BY_SA),
        ("Free Art License 1.3", rules.BY_SA),
        ("© Ana 2019, CC BY-SA", rules.BY_SA),
        ("cc by nc 4.0", rules.BY_NC),
        ("creativecommons.org/licenses/by-nc-sa/4.0", rules.BY_NC_SA),
        ("Creative Commons Attribution-NonCommercial-ShareAlike", rules.BY_NC_SA),
        ("CC BY-SA 1.0", rules.SHARE_ALIKE_1),
        ("CC BY-ND", rules.NO_DERIVATIVES),
        ("Creative Commons Attribution-NoDerivs 3.0", rules.NO_DERIVATIVES),
        ("CC BY-NC-ND 4.0", rules.NO_DERIVATIVES),
        ("All rights reserved", rules.RESERVED),
        ("© 2021 Big Label", rules.RESERVED),
        ("", rules.UNSTATED),
        (" ? ", rules.UNSTATED),
        ("unknown", rules.UNSTATED),
        ("Ana said yes by mail, 3 May 2026", rules.PERMISSION),
        ("Creative Commons, photo by Ana", rules.PERMISSION),
        ("my grandmother's letters", rules.PERMISSION),
    ],
)
def test_a_licence_is_read_as_it_was_meant(text, terms):
    assert read_terms(text) == terms


@pytest.mark.parametrize("licence", [each for each in rules.LICENCES.values() if each.address])
def test_our_own_licences_are_known_by_name_and_by_address(licence):
    assert read_terms(licence.name) == read_terms(licence.address) == licence.code

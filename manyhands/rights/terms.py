"""Reading the licence of something from outside, as a person typed or pasted it. No Django here."""

from __future__ import annotations

import re
import unicodedata

from manyhands.rights import rules

_NOTHING_SAID = {"", "-", "?", "??", "none", "n/a", "unknown", "not known", "no idea"}
_RESERVED = re.compile(r"all rights reserved|^©|^\(c\)|^copyright\b|^no licen[cs]e")
_PUBLIC_DOMAIN = re.compile(r"public ?domain|\bpdm\b|gemeinfrei|domaine public|dominio p[uú]blico")
_ZERO = re.compile(r"\bcc ?0\b|publicdomain/zero|\bcc zero\b")
_FREE_ART = re.compile(r"\bfree art licen[cs]e|\blicence art libre|\b(fal|lal) 1\.3\b")
_CREATIVE_COMMONS = re.compile(r"\bcc\b|creative ?commons")
_ELEMENTS = {
    "nc": re.compile(r"\bnc\b|non ?commercial"),
    "nd": re.compile(r"\bnd\b|no ?deriv"),
    "sa": re.compile(r"\bsa\b|share ?alike"),
    # not every "by" is a licence: “Creative Commons photo by Ana”
    "by": re.compile(r"(\bcc|licenses)[ /]by\b|commons by($| \d| n[cd]\b| sa\b)|attribution"),
}
_FIRST_EDITION = re.compile(r"\b1\.0\b")


def read_terms(text: str) -> str:
    """The terms (a key of ``rules.MAY_BECOME``) that a free text names: “CC BY-SA 3.0”, the address of a
    licence, “public domain”, “all rights reserved”.

    Words that name no known licence are taken for a permission ("Ana said yes, 3 May"): a person vouches for
    them, so they suffice for a work under the accord, which the company clears before it uses it.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    words = re.sub(r"[\s_‐-―-]+", " ", folded)
    if words in _NOTHING_SAID:
        return rules.UNSTATED
    if _ZERO.search(words):
        return rules.CC0
    if _PUBLIC_DOMAIN.search(words):
        return rules.PUBLIC_DOMAIN
    if _FREE_ART.search(words):
        return rules.BY_SA  # 1.3 and CC BY-SA 4.0 declare each other compatible, both ways
    if _CREATIVE_COMMONS.search(words):
        return _creative_commons(words)
    return rules.RESERVED if _RESERVED.search(words) else rules.PERMISSION


def _creative_commons(words: str) -> str:
    has = {element for element, pattern in _ELEMENTS.items() if pattern.search(words)}
    if "nd" in has:
        return rules.NO_DERIVATIVES
    if "sa" in has:
        if _FIRST_EDITION.search(words):
            return rules.SHARE_ALIKE_1
        return rules.BY_NC_SA if "nc" in has else rules.BY_SA
    if "nc" in has:
        return rules.BY_NC
    return rules.BY if "by" in has else rules.PERMISSION

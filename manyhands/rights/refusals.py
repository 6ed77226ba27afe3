"""Why a licence does not fit, said to the person who chose it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from manyhands.core.errors import Problem
from manyhands.rights.rules import LICENCES

SENTENCES: dict[str, str] = {
    "attribution": gettext_noop(
        "“%(source)s” asks that its maker is named, and %(licence)s lets everyone leave the names out."
    ),
    "share_alike": gettext_noop(
        "“%(source)s” is %(terms)s: what contains it must be offered under the same licence."
    ),
    "share_alike_first_edition": gettext_noop(
        "“%(source)s” is under the first edition of its ShareAlike licence, which fits no licence of today. "
        "Ask its maker, or say that you were only inspired by it."
    ),
    "non_commercial": gettext_noop(
        "“%(source)s” is %(terms)s: nobody may earn with it, and %(licence)s would say that they may."
    ),
    "no_derivatives": gettext_noop(
        "“%(source)s” may be passed on, but not changed. "
        "Leave it out, or say that you were only inspired by it."
    ),
    "accord_only": gettext_noop(
        "“%(source)s” is for remixing here alone, so what contains it can be under the accord only."
    ),
    "permission_only": gettext_noop(
        "The permission for “%(source)s” is for you, not for everyone, "
        "so your work can be under the accord only."
    ),
    "reserved": gettext_noop(
        "“%(source)s” may not be used without its maker's permission. If you have it, write who gave it "
        "and when in place of the licence; else leave it out, or say that you were only inspired by it."
    ),
    "unstated": gettext_noop(
        "Nothing is said about what “%(source)s” may be used for. "
        "Write its licence, or who allowed you to use it."
    ),
}


def tell(problem: Problem) -> str:
    """One sentence in the reader's language about a problem of ``rules.may_derive``."""
    names = {code: each.name for code, each in LICENCES.items()}
    values = {
        **problem.values,
        "terms": names.get(problem.values["terms"], ""),
        "licence": names[problem.values["licence"]],
    }
    return _(SENTENCES[problem.code]) % values

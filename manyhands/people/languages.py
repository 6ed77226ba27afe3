"""Languages and countries by the names that people write, and the other way round."""

from __future__ import annotations

from functools import cache

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

from manyhands.people.rules import is_language_tag


@cache
def _tags() -> dict[str, str]:
    """{what somebody may write, in small letters: tag}: the tag itself, its own name, its English name."""
    known: dict[str, str] = {}
    for code, info in LANG_INFO.items():
        if "name" in info:
            tag = canonical(code)
            for name in (code, tag, info["name_local"], info["name"]):
                known.setdefault(name.lower(), tag)
    return known


def canonical(code: str) -> str:
    """Django's ``zh-hant`` as BCP 47 writes it: ``zh-Hant``."""
    language, *rest = code.split("-")
    parts = [part.title() if len(part) == 4 else part.upper() for part in rest]
    return "-".join([language.lower(), *parts])


def tag_of(text: str) -> str | None:
    """The BCP 47 tag of a language, by its tag, its own name, or its name in English or in the page."""
    wanted = text.strip().lower()
    if wanted in _tags():
        return _tags()[wanted]
    for info in LANG_INFO.values():
        if "name" in info and gettext(info["name"]).lower() == wanted:
            return canonical(info["code"])
    tag = canonical(wanted) if wanted else ""
    return tag if is_language_tag(tag) else None


def name_of(tag: str) -> str:
    """A language's own name; its tag where we know none."""
    info = LANG_INFO.get(tag.lower(), {})
    return str(info.get("name_local", tag))


def choices() -> list[tuple[str, str]]:
    """Every language that we know the name of, by its own name, in the order of the names."""
    found = {canonical(code): info["name_local"] for code, info in LANG_INFO.items() if "name" in info}
    return sorted(found.items(), key=lambda pair: pair[1].lower())

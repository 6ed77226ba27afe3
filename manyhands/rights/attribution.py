"""The line that names who made something: title, makers, where it is, licence (Creative Commons' "TASL")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from manyhands.rights.rules import Licence


@dataclass(frozen=True)
class Attributed:
    """What an attribution says. ``address`` is absolute, or empty where nothing can be visited any more."""

    title: str
    makers: Sequence[str]
    licence: Licence | None
    address: str = ""
    made_from: Sequence[Attributed] = ()


def plain(work: Attributed) -> str:
    """One line for the end of a film, a sleeve or a mail; what it was made from follows line by line."""
    licence = work.licence
    named = f"{licence.name} ({licence.address})" if licence and licence.address else licence and licence.name
    parts = [_titled(work.title, work.makers), work.address, named]
    lines = [", ".join(part for part in parts if part)]
    lines += [_("made from: %(line)s") % {"line": plain(source)} for source in work.made_from]
    return "\n".join(lines)


def markdown(work: Attributed) -> str:
    licence = work.licence
    title = f"[{_escaped(work.title)}]({work.address})" if work.address else f"“{_escaped(work.title)}”"
    named = (
        f"[{licence.name}]({licence.address})" if licence and licence.address else licence and licence.name
    )
    made = _("%(title)s by %(makers)s") % {"title": title, "makers": _escaped(", ".join(work.makers))}
    lines = [", ".join(part for part in [made, named] if part)]
    lines += [f"- {markdown(source)}" for source in work.made_from]
    return "\n".join(lines)


def html(work: Attributed) -> SafeString:
    """The same as HTML that is safe to paste elsewhere; the licence link carries ``rel="license"``."""
    title = format_html('<a href="{}">{}</a>', work.address, work.title) if work.address else work.title
    made = format_html(_("<cite>{title}</cite> by {makers}"), title=title, makers=", ".join(work.makers))
    line = format_html("{}{}", made, _licence_link(work.licence))
    if not work.made_from:
        return line
    sources = format_html_join("", "<li>{}</li>", ((html(source),) for source in work.made_from))
    return format_html("{}<ul>{}</ul>", line, sources)


def _licence_link(licence: Licence | None) -> SafeString:
    if licence is None:
        return SafeString("")
    if not licence.address:
        return format_html(", {}", licence.name)
    return format_html(', <a rel="license" href="{}">{}</a>', licence.address, licence.name)


def _titled(title: str, makers: Sequence[str]) -> str:
    return _("“%(title)s” by %(makers)s") % {"title": title, "makers": ", ".join(makers)}


def _escaped(text: str) -> str:
    """Markdown's own signs, so that a title like *Untitled* [3] stays what it is."""
    return "".join(f"\\{sign}" if sign in r"\`*_[]<>()#|" else sign for sign in text)

"""How the words of a comment become HTML: paragraphs, line breaks, links, names and times, and nothing else.

Imports no Django, so that it can be tested with whatever a machine makes up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

import nh3

from manyhands.talk.rules import Sign, fold_handle, parse_time, stretches

_SHOWN_LINK = 60
_TAGS = {"a", "br", "p"}
_ATTRIBUTES = {"a": {"href", "class", "data-seek", "dir"}}


def to_html(words: str, *, people: Mapping[str, str], duration_ms: int | None = None) -> str:
    """Safe HTML of a comment.

    :param people: address of the page of each mentioned member, by folded handle
    :param duration_ms: times up to this are links that play there; None where nothing plays
    """
    inline = "".join(_piece(sign, text, people, duration_ms) for sign, text in stretches(words))
    paragraphs = (part.strip("\n") for part in re.split(r"\n\s*\n", inline))
    html = "".join(f"<p>{part}</p>" for part in paragraphs if part).replace("\n", "<br>")
    # Everything above escapes already; the sanitiser is the belt to these braces, and it sets rel on links.
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    )


def _piece(sign: Sign, text: str, people: Mapping[str, str], duration_ms: int | None) -> str:
    shown = escape(text)
    if sign is Sign.LINK:
        return f'<a href="{shown}" dir="ltr">{escape(_bare(text))}</a>'
    if sign is Sign.MENTION and (address := people.get(fold_handle(text[1:]))):
        return f'<a class="mention" href="{escape(address)}">{shown}</a>'
    if sign is Sign.TIME and (moment := _moment(text, duration_ms)) is not None:
        return f'<a class="moment" href="#t={shown}" data-seek="{moment}">{shown}</a>'
    return shown


def _moment(text: str, duration_ms: int | None) -> int | None:
    """The milliseconds of a time before the end; None for a train's departure."""
    try:
        moment = parse_time(text)
    except ValueError:
        return None
    return moment if duration_ms is not None and moment <= duration_ms else None


def _bare(link: str) -> str:
    """A link as it is read: without its scheme, and cut in the middle of a long path."""
    bare = re.sub(r"^https?://(www\.)?", "", link, flags=re.IGNORECASE).rstrip("/")
    return bare if len(bare) <= _SHOWN_LINK else f"{bare[: _SHOWN_LINK - 1]}…"

"""What the components draw with. ``{% load look %}`` is open to the templates of every room."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from functools import cache, lru_cache
from zlib import crc32

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from manyhands.site import drawing
from manyhands.site.icons import SIGNS
from manyhands.site.words import WORDS

register = template.Library()

SPEEDS = ("0.5", "0.75", "1", "1.25", "1.5", "2")


@register.simple_tag
@lru_cache(1000)
def icon(name: str, label: str = "") -> SafeString:
    """A sign of ``site.icons``. Without a label it is decoration: the words beside it say the same."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="button__icon" viewBox="0 0 24 24" width="24" height="24" {}>{}</svg>',
        meaning,
        mark_safe(SIGNS[name]),  # noqa: S308 our own drawings
    )


@register.simple_tag
def waveform_svg(peaks: Sequence[float] | None, extra_class: str = "") -> SafeString:
    """Bars of a waveform as one path. ``peaks``: heights between 0 and 1, about 60 for a card."""
    bars = list(peaks or [])
    return format_html(
        '<svg class="waveform {}" viewBox="0 0 {} 100" preserveAspectRatio="none" aria-hidden="true">'
        '<path d="{}"/></svg>',
        extra_class,
        drawing.wave_width(len(bars)),
        drawing.wave_path(bars),
    )


@register.simple_tag
def thread_knots(hands: int) -> SafeString:
    """The tiny ``o—o—●`` of a card: a hollow knot for each earlier pair of hands (at most four are drawn)."""
    places = drawing.knots(hands)
    width = places[-1] + drawing.KNOT_RADIUS + 1
    line = format_html('<path d="M{} 6H{}"/>', places[0], places[-1])
    hollow = mark_safe(  # noqa: S308 numbers
        "".join(f'<circle cx="{x}" cy="6" r="{drawing.KNOT_RADIUS}"/>' for x in places[:-1])
    )
    full = format_html('<circle class="knot--full" cx="{}" cy="6" r="{}"/>', places[-1], drawing.KNOT_RADIUS)
    return format_html(
        '<svg viewBox="0 0 {0} 12" width="{0}" height="12" aria-hidden="true">{1}{2}{3}</svg>',
        width,
        line,
        hollow,
        full,
    )


@register.simple_tag
def speed_options() -> SafeString:
    """The speeds that a player offers."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}×</option>',
        ((speed, mark_safe(" selected") if speed == "1" else "", speed) for speed in SPEEDS),
    )


@register.simple_tag
def behaviour(name: str, says: str = "") -> SafeString:
    """Attributes that join an element to a behaviour whose script is loaded only where it is needed.

    :param says: which of ``site.words`` it speaks with, where it has not its own
    """
    script = static(f"site/js/{name}.js")
    return format_html('data-behaviour="{}" data-script="{}" {}', name, script, words(says or name))


@register.simple_tag
def words(name: str) -> SafeString:
    """What the behaviour may say, in the page's language."""
    return _words(name, get_language())


@cache
def _words(name: str, language: str | None) -> SafeString:
    del language  # in which the texts are read
    texts = WORDS.get(name)
    if texts is None:
        return mark_safe("")
    return format_html(
        'data-words="{}"', json.dumps({key: str(text) for key, text in texts.items()}, ensure_ascii=False)
    )


@register.filter
def timecode(duration_ms: int | None) -> str:
    """75 000 → ``1:15``; hours only where there are some."""
    return drawing.timecode(duration_ms or 0)


@register.filter
def day(moment: dt.datetime) -> str:
    """``12 November``, with the year where it is not this one."""
    local = timezone.localtime(moment)
    this_year = local.year == timezone.localtime().year
    return date_format(local, gettext("j F") if this_year else gettext("j F Y"))


@register.filter
def bytes_size(count: int | None) -> str:
    """38 200 000 → ``38 MB``, in the decimal units that stores and disks use."""
    return drawing.bytes_size(count or 0)


@register.filter
def initial(name: str) -> str:
    """The first letter of a name as a reader sees it, also where several code points make it."""
    return drawing.first_letter(name)


@register.filter
def block_of(handle: str) -> int:
    """Which of the six block colours stands for a person: always the same one."""
    return crc32(str(handle).encode()) % 6 + 1


@register.filter
def dir_of(language: str | None) -> str:
    """``rtl`` or ``ltr`` of a BCP 47 tag; ``auto`` where the language was not given."""
    return drawing.direction(language or "")


@register.filter
def language_name(language: str | None) -> str:
    """The name of a language in the language of the page; its tag where we do not know better."""
    return drawing.language_name(language or "")

"""What templates about people draw with."""

from __future__ import annotations

import json as encoder
from typing import Any

from django import template

from manyhands.people import languages, settings_pages
from manyhands.people.settings_pages import Place

register = template.Library()


@register.simple_tag(takes_context=True)
def settings_tabs(context: dict[str, Any], place: Place) -> list[dict[str, Any]]:
    """The tabs of a member's settings, or of the company's pages."""
    return settings_pages.tabs(place, context["request"])


@register.filter
def own_language_name(tag: str) -> str:
    """A language by its own name: “Português” for ``pt``."""
    return languages.name_of(tag)


@register.filter
def json(value: Any) -> str:
    """A value for a ``data-`` attribute that a script reads."""
    return encoder.dumps(value)

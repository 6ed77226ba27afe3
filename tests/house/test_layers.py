"""What import-linter cannot see: foreign keys by string, template includes and URL names point down too."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.tree import RANK, files, room_of, text_of

# The one allowed upward reference: every page stands in the site's frame and is made of its components.
FRAME = re.compile(r"^(site/base\.html|site/base_\w+\.html|components/.+\.html)$")
INCLUDE = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
URL_NAME = re.compile(r"""{%\s*url\s+["']([^"']+)["']""")


def test_foreign_keys_point_down() -> None:
    upward = []
    for model in apps.get_models():
        here = room_of_module(model.__module__)
        if here is None:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.related_model:
                there = room_of_module(field.related_model.__module__)
                if there and RANK[there] > RANK[here]:
                    upward.append(f"{model.__name__}.{field.name} → {there}")
    assert upward == []


def test_templates_include_only_from_below() -> None:
    upward = []
    for path in files("manyhands/*.html"):
        here = room_of(path)
        for name in INCLUDE.findall(text_of(path)):
            there = name.split("/")[0]
            if here and there in RANK and RANK[there] > RANK[here] and not FRAME.match(name):
                upward.append(f"{path}: {name}")
    assert upward == []


def test_templates_name_only_urls_from_below() -> None:
    rooms = url_rooms()
    upward = []
    for path in files("manyhands/*.html"):
        here = room_of(path)
        if here is None or "site/templates" in str(path):
            continue
        for name in URL_NAME.findall(text_of(path)):
            there = rooms.get(name)
            if there and RANK[there] > RANK[here]:
                upward.append(f"{path}: {name} is of {there}")
    assert upward == []


def test_code_names_only_urls_from_below() -> None:
    rooms = url_rooms()
    call = re.compile(r"""(?:reverse|reverse_lazy|redirect)\(\s*["']([\w-]+)["']""")
    upward = []
    for path in files("manyhands/*.py"):
        here = room_of(path)
        if here is None or "/tests/" in str(path):
            continue
        for name in call.findall(text_of(path)):
            there = rooms.get(name)
            if there and RANK[there] > RANK[here]:
                upward.append(f"{path}: {name} is of {there}")
    assert upward == []


def url_rooms() -> dict[str, str]:
    """The room of each URL name."""
    found: dict[str, str] = {}

    def walk(patterns: list[URLPattern | URLResolver], room: str | None) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.namespace:  # its names need a prefix, so no plain name means them
                    continue
                name = getattr(pattern.urlconf_name, "__name__", "")
                walk(pattern.url_patterns, room_of_module(name) or room)
            elif pattern.name and room:
                found[pattern.name] = room

    walk(get_resolver().url_patterns, None)
    return found


def room_of_module(module: str) -> str | None:
    return room_of(Path(module.replace(".", "/") + "/x"))

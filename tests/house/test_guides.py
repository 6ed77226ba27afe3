"""The guides say what is there: every command, and links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from manyhands.site.cli import program
from tests.house.tree import ROOT, files, text_of

_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
_CODE = re.compile(r"^ {4,}.*$|`[^`\n]+`", re.MULTILINE)
_CALL = re.compile(r"\bmanyhands ([a-z]+(?: [a-z]+)?)")


def commands(group: click.Group = program, before: str = "") -> Iterator[str]:
    """``run``, ``member add`` and all the others, as they are typed."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from commands(found, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def called(page: Path) -> set[str]:
    """What follows ``manyhands`` wherever a page shows something to type."""
    return {call for code in _CODE.findall(text_of(page)) for call in _CALL.findall(code)}


def test_every_command_is_in_a_guide() -> None:
    guides = " ".join(text_of(page) for page in files("docs/how-to/*.md"))
    assert [name for name in commands() if f"bin/manyhands {name}" not in guides and name != "run"] == []
    assert "bin/run" in guides


def test_guides_call_no_command_that_is_not_there() -> None:
    known = set(commands())
    groups = {name.split()[0] for name in known}
    for page in [*files("docs/*.md"), *files("*.md")]:
        for call in called(page):
            first, _, second = call.partition(" ")
            assert first in groups, f"{page}: manyhands {call}"
            if first not in known:
                assert f"{first} {second}" in known, f"{page}: manyhands {call}"


def test_links_between_documents_lead_somewhere() -> None:
    lost = []
    for page in files("*.md"):
        for link in _LINK.findall(text_of(page)):
            target, _, part = link.partition("#")
            there = (ROOT / page).parent / target if target else ROOT / page
            if not there.exists() or (part and part not in _anchors(there)):
                lost.append(f"{page}: {link}")
    assert lost == []


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_pictures_in_documents_are_light_enough_for_a_slow_line() -> None:
    pictures = files("docs/pictures/*")
    assert pictures
    assert [str(path) for path in pictures if (ROOT / path).stat().st_size > 300_000] == []

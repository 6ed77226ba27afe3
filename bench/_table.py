"""Tables of ``docs/performance.md``: ``bin/bench NAME --write`` puts its figures where the page says so."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Sequence
from pathlib import Path

from bench import Figure

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def write(name: str, figures: Sequence[Figure], page: Path = PAGE) -> None:
    """Replace the table between ``<!-- figures: NAME -->`` and ``<!-- end -->``.

    :raises SystemExit: the page has no such place
    """
    place = re.compile(rf"(<!-- figures: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    text, found = place.subn(lambda match: match[1] + table(figures) + match[2], page.read_text())
    if not found:
        raise SystemExit(f"{page} has no place for these figures: <!-- figures: {name} --> and <!-- end -->")
    page.write_text(text)


def table(figures: Sequence[Figure]) -> str:
    today = dt.datetime.now(dt.UTC)
    measured = f"{today.day} {today:%B %Y}, {os.cpu_count()} cores"
    lines = [f"| figure | limit | {measured} | what was measured |", "|---|---|---|---|"]
    for each in figures:
        limit = "" if each.baseline is None else f"{each.baseline:g} {each.unit}"
        lines.append(f"| `{each.figure}` | {limit} | {each.value:g} {each.unit} | {each.note} |")
    return "\n".join(lines) + "\n"

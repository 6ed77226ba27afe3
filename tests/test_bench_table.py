"""``bin/bench NAME --write`` changes its own table and nothing else of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import Figure, _table

PAGE = """# Figures

<!-- figures: lift -->
| old |
<!-- end -->

<!-- figures: lift_far -->
<!-- end -->
"""


def test_the_table_of_a_name_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(PAGE)
    _table.write("lift", [Figure("lift.ratio", 0.9, "ratio", 0.5, "at least")], page)
    told = page.read_text()
    assert "| `lift.ratio` | 0.5 ratio | 0.9 ratio | at least |\n<!-- end -->" in told
    assert "| old |" not in told
    assert told.endswith("<!-- figures: lift_far -->\n<!-- end -->\n")


def test_a_page_without_a_place_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(PAGE)
    with pytest.raises(SystemExit, match="no place"):
        _table.write("drop", [], page)
    assert page.read_text() == PAGE

"""The limits that cut the tail: long files, long functions, big templates, vague names."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, files, room_of, text_of

FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES, SCRIPT_LINES, DEPENDENCIES = 300, 40, 150, 150, 25
EXEMPT = re.compile(r"/migrations/|^tests/journeys/|/tests/|^tests/|/locale/|/vendor/")
VAGUE = {"utils", "util", "helpers", "helper", "services", "service", "managers", "common", "misc"}


def lines(path: Path) -> int:
    return text_of(path).count("\n") + 1


def test_no_source_file_is_too_long() -> None:
    long = [
        f"{path}: {lines(path)}"
        for path in files("*.py")
        if not EXEMPT.search(str(path)) and lines(path) > FILE_LINES
    ]
    assert long == []


def test_no_function_is_too_long() -> None:
    long = []
    for path in files("*.py"):
        if EXEMPT.search(str(path)):
            continue
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    long.append(f"{path}:{node.lineno} {node.name}: {length}")
    assert long == []


def test_no_template_is_too_long() -> None:
    assert [
        f"{path}: {lines(path)}" for path in files("manyhands/*.html") if lines(path) > TEMPLATE_LINES
    ] == []


def test_no_script_is_too_long() -> None:
    scripts = files("manyhands/site/frontend/src/*.js", "manyhands/site/frontend/src/**/*.js")
    assert [f"{path}: {lines(path)}" for path in scripts if lines(path) > SCRIPT_LINES] == []


def test_no_file_has_a_vague_name() -> None:
    assert [str(path) for path in files("*.py") if VAGUE & {path.stem, *path.parts}] == []


@pytest.mark.parametrize("name", ["core"])
def test_dependencies_are_few_and_each_has_its_reason(name: str) -> None:
    asked = [line for line in text_of(Path(f"requirements/{name}.in")).splitlines() if re.match(r"\w", line)]
    assert len(asked) <= DEPENDENCIES
    assert [line for line in asked if "#" not in line] == []


def test_every_room_is_placed() -> None:
    found = {room for path in files("manyhands/*/*.py") if (room := path.parts[1])}
    assert found == set(ROOMS)


def test_partial_templates_say_what_they_need() -> None:
    partials = [path for path in files("manyhands/*.html") if path.name.startswith("_")]
    assert [
        str(path) for path in partials if not text_of(path).lstrip().startswith(("{#", "{% comment"))
    ] == []


def test_files_of_a_room_are_placed_by_room_of() -> None:
    assert room_of(Path("manyhands/works/models/work.py")) == "works"

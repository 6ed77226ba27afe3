"""What a reader needs is written down: every event, every setting, every word."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from tests.house.reference import PAGES, REFERENCE
from tests.house.tree import RANK, files, text_of


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_generated_reference_is_up_to_date(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name](), "python -m tests.house.reference"


def test_every_setting_is_in_the_operators_guide() -> None:
    guide = text_of(Path("docs/how-to/operate.md"))
    read: set[str] = set()
    for path in files("manyhands/*.py"):
        if "/tests/" in str(path):
            continue
        for node in ast.walk(ast.parse(text_of(path))):
            if (
                (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id.startswith("env_")
                )
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                read.add(str(node.args[0].value))
    assert read, "no setting is read at all: this test looks in the wrong place"
    assert sorted(name for name in read if f"`{name}`" not in guide) == []


def test_every_model_is_in_the_glossary() -> None:
    glossary = text_of(Path("docs/glossary.md")).lower()
    missing = []
    for model in apps.get_models():
        room = model.__module__.split(".")[1] if model.__module__.startswith("manyhands.") else None
        if room in RANK:
            words = re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()
            if words not in glossary:
                missing.append(f"{room}: {words}")
    assert sorted(missing) == []


def test_every_decision_record_is_one_page() -> None:
    records = files("docs/adr/*.md")
    assert records
    assert [str(path) for path in records if text_of(path).count("\n") > 80] == []

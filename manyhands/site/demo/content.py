"""Reads the plan of the demo company from its TOML files and texts."""

import tomllib
from pathlib import Path
from typing import Any

from manyhands.site.demo.plan import Demo

HERE = Path(__file__).parent
TEXTS = HERE / "texts"


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load() -> Demo:
    """Everything the demo says, checked against its shape.

    :raises pydantic.ValidationError: a TOML file says something that the plan does not know
    """
    works = [work for path in sorted((HERE / "works").glob("*.toml")) for work in _toml(path)["works"]]
    return Demo.model_validate(
        {
            **_toml(HERE / "company.toml"),
            **_toml(HERE / "members.toml"),
            **_toml(HERE / "talk.toml"),
            **_toml(HERE / "collections.toml"),
            "works": works,
        }
    )


def text(name: str) -> str:
    """The words of a text work, as its author would have typed them."""
    return (TEXTS / name).read_text(encoding="utf-8").strip() + "\n"

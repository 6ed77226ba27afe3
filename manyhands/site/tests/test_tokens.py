"""The colours of the look can be read by everyone, in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[1] / "static" / "site" / "css" / "tokens.css"
COLOUR = re.compile(r"--([\w-]+):\s*(?:light-dark\((#\w{6}),\s*(#\w{6})\)|(#\w{6}));")

GROUNDS = ("paper", "sheet", "sunken")
TEXTS = [(text, ground) for text in ("ink", "soft", "red-text") for ground in GROUNDS] + [
    ("approved", "paper"),
    ("approved", "sheet"),
    ("review", "paper"),
    ("review", "sheet"),
    ("on-red", "red"),
    ("on-red", "red-hover"),
    ("on-approved", "approved"),
    ("on-review", "review"),
    ("paper", "ink"),
    ("stage-ink", "stage"),
    ("stage-ink", "stage-raised"),
    ("stage-soft", "stage"),
    *(("block-ink", f"block-{number}") for number in range(1, 7)),
]
SIGNS = [
    *((sign, ground) for sign in ("edge", "red") for ground in ("paper", "sheet")),
    ("stage-rest", "stage"),
    ("stage-soft", "stage"),
]


def colours(theme: str) -> dict[str, str]:
    found = COLOUR.findall(TOKENS.read_text())
    return {name: both or (light if theme == "light" else dark) for name, light, dark, both in found}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#d8261c", "#f7f2e8") == pytest.approx(4.47, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(theme, text, ground):
    known = colours(theme)
    assert contrast(known[text], known[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("sign", "ground"), SIGNS)
def test_signs_and_edges_stand_out(theme, sign, ground):
    known = colours(theme)
    assert contrast(known[sign], known[ground]) >= 3


def test_every_colour_of_the_stylesheet_is_a_token():
    """A colour written elsewhere would escape the tests above; only veils over media may be."""
    for sheet in TOKENS.parent.glob("*.css"):
        if sheet.name in {"tokens.css", "site.css", "print.css"}:
            continue
        assert not re.findall(r":[^;{}]*(#[0-9a-fA-F]{3,8})\b[^;{}]*;", sheet.read_text()), sheet.name

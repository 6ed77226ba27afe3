"""Whatever a file turns out to be, a sign stands for it: a page with one must not break."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import manyhands
from manyhands.media.kinds import Kind
from manyhands.site.icons import SIGNS


@pytest.mark.parametrize("kind", list(Kind))
def test_a_face_without_a_picture_shows_the_sign_of_its_kind(kind: Kind) -> None:
    assert "<svg" in render_to_string("components/face.html", {"kind": kind.value})


def test_every_sign_that_a_page_names_is_drawn() -> None:
    templates = [path.read_text() for path in Path(manyhands.__file__).parent.glob("*/templates/**/*.html")]
    named = {name for text in templates for name in re.findall(r'{% icon "([\w-]+)"', text)}
    assumed = {
        name for text in templates for name in re.findall(r'face\.html" with kind=[^ ]*default:"(\w+)"', text)
    }
    assert len(named) > 5
    assert assumed
    assert named | assumed <= set(SIGNS)

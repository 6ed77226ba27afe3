"""Whatever a file turns out to be, a sign stands for it: a page with one must not break."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from manyhands.media.kinds import Kind


@pytest.mark.parametrize("kind", list(Kind))
def test_a_face_without_a_picture_shows_the_sign_of_its_kind(kind: Kind) -> None:
    assert "<svg" in render_to_string("components/face.html", {"kind": kind.value})

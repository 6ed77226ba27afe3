"""What we made ourselves is served as what it is; what was uploaded, as what its first bytes say."""

from __future__ import annotations

from manyhands.media import ladder
from manyhands.media.addresses import ORIGINAL
from manyhands.media.probe import probe
from manyhands.media.serve.headers import type_of_rendition
from tests.media_samples import sample


def test_every_profile_of_the_ladder_is_served_as_what_it_is() -> None:
    report_types = {
        output.profile: output.media_type
        for name in ("tone.wav", "clip-h264.mov", "drawing.jpeg")
        for step in ladder.steps(probe(sample(name)))
        for output in step.outputs
        if output.profile != ladder.CLEAN
    }
    assert {"aac-160", "h264-480", "poster-480", "peaks", "peaks-fine"} <= report_types.keys()
    assert {profile: type_of_rendition(profile) for profile in report_types} == report_types
    assert type_of_rendition(ORIGINAL) is None
    assert type_of_rendition(ladder.CLEAN) is None  # as the original: by its first bytes

"""What studios and old disks hold is heard too: every coding, depth, rate and number of loudspeakers."""

from __future__ import annotations

import pytest

from manyhands.media.kinds import Kind
from manyhands.media.ladder import Facts, steps
from manyhands.media.probe import probe
from manyhands.media.refusals import Refused
from tests.rarer_samples import SOUNDS, rare

QUICK = {"tone.aiff"}


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in SOUNDS]
)
def test_it_is_heard_drawn_measured_and_cleaned(name, tmp_path):
    codec, channels, rate, _recipe = SOUNDS[name]
    report = probe(rare(name))
    assert report.sound
    assert (report.kind, report.sound.codec, report.sound.channels) == (Kind.AUDIO, codec, channels)
    assert (report.sound.sample_rate, report.has_personal) == (rate, False)
    assert report.duration_ms == pytest.approx(2000, abs=100)
    facts: Facts = {}
    for step in steps(report):
        made = step.make(rare(name), tmp_path)
        facts |= made.facts
        if step.name == "clean":
            again = probe(made.files[0][1])
            assert again.sound
            assert (again.container, again.sound.codec) == (report.container, codec)
    assert int(facts["loudness_clufs"]) < -300
    assert "0000" not in str(facts["shape"])[20:100]


@pytest.mark.parametrize("name", ["tone.aiff", "tone.aac", "tone.wma"])
def test_half_of_it_is_refused(name, tmp_path):
    whole = rare(name).read_bytes()
    path = tmp_path / "x"
    path.write_bytes(whole[: len(whole) // 2 + 50])
    with pytest.raises(Refused) as caught:
        probe(path)
    assert caught.value.refusal.code in {"truncated", "broken_off"}

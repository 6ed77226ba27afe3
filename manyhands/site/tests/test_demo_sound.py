"""The demo's music sounds, keeps its level, comes out the same every time and contains what it says."""

import hashlib

import numpy as np
import pytest

from manyhands.site.demo.sound import kitchen_layers as layers
from manyhands.site.demo.sound import shelf
from manyhands.site.demo.sound.instruments import bow, felt, hz, pluck
from manyhands.site.demo.sound.wave import RATE, Wave, loudness


def pitch_of(wave: Wave, near: float) -> float:
    """The strongest frequency within a semitone of ``near``."""
    part = wave[4000 : 4000 + RATE]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 19))
    frequencies = np.fft.rfftfreq(1 << 19, 1 / RATE)
    window = (frequencies > near / 1.06) & (frequencies < near * 1.06)
    return float(frequencies[window][spectrum[window].argmax()])


@pytest.mark.parametrize("name", ["G2", "D3", "F#4", "A5"])
@pytest.mark.parametrize("instrument", [pluck, bow, felt])
def test_instruments_are_in_tune_within_three_cents(instrument, name):
    cents = 1200 * np.log2(pitch_of(instrument(hz(name), 2.0), hz(name)) / hz(name))
    assert abs(cents) < 3


def test_the_same_sound_comes_out_every_time():
    first, second = layers.high_line(), layers.high_line()
    assert hashlib.sha256(first.tobytes()).digest() == hashlib.sha256(second.tobytes()).digest()


@pytest.fixture
def hear():
    yield shelf.hear
    shelf.forget()


@pytest.mark.slow
def test_pieces_are_audible_and_not_clipped(hear):
    for name in ("kitchen_guitar", "loop_with_bass", "late_brushes"):
        assert loudness(hear(name)) > 0.04, name
        assert np.abs(hear(name)).max() < 0.95, name


def test_a_remix_contains_the_sound_of_its_source(hear):
    source, remix = hear("loop_for_ana"), hear("loop_with_bass")
    overlap = slice(0, round(4 * layers.BAR * RATE))
    alike = np.corrcoef(source[overlap].ravel(), remix[overlap].ravel())[0, 1]
    assert alike > 0.9  # before the bass comes in there is nothing else

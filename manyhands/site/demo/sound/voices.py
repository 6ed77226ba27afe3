"""Voices that nobody has: harmonics pushed through the formants of vowels. They hum, they say no words."""

from collections.abc import Sequence

import numpy as np

from manyhands.site.demo.sound.instruments import Note, read
from manyhands.site.demo.sound.wave import Wave, clock, envelope, high_pass, low_pass, mono, noise, samples

# The first formants of vowels in Hz with their levels, after common phonetics tables (middle register).
VOWELS: dict[str, tuple[tuple[float, float], ...]] = {
    "m": ((240, 1.0), (1100, 0.05), (2200, 0.02)),
    "a": ((730, 1.0), (1150, 0.55), (2500, 0.15)),
    "e": ((480, 1.0), (1850, 0.35), (2500, 0.2)),
    "i": ((300, 1.0), (2250, 0.3), (3000, 0.2)),
    "o": ((460, 1.0), (850, 0.5), (2450, 0.08)),
    "u": ((320, 1.0), (780, 0.3), (2300, 0.05)),
}


def _partials(pitch: float, vowel: str) -> tuple[float, ...]:
    """Harmonic levels of a voice at this pitch: a falling source, lifted where the vowel resonates."""
    levels = []
    for k in range(1, max(2, int(5000 / pitch))):
        f = pitch * k
        mouth = sum(level * np.exp(-(((f - at) / (70 + at * 0.09)) ** 2)) for at, level in VOWELS[vowel])
        levels.append(float((0.12 + mouth) / k**1.1))
    return tuple(levels)


def _glide(notes: Sequence[Note], n: int) -> Wave:
    """A pitch curve in Hz through ``(start, length, pitch)``, sliding a little into every note."""
    points = [(0.0, float(np.log(notes[0][2])))]
    for start, length, pitch in notes:
        goal = float(np.log(pitch))
        points += [(start, points[-1][1]), (start + 0.09, goal), (start + length - 0.02, goal)]
    return np.exp(envelope(n, *points))


def hum(notes: Sequence[Note], seconds: float, *, vowel: str = "m", seed: int = 3) -> Wave:
    """A hummed line: one breath per note, vibrato on the long ones."""
    t = clock(seconds)
    level = np.zeros(len(t), dtype=np.float32)
    for start, length, _pitch in notes:
        first, n = samples(start), samples(length)
        rise = min(0.16, length / 3)
        note = envelope(n, (0, 0), (rise, 1), (length * 0.7, 0.85), (length, 0))
        piece = level[first : first + n]
        np.maximum(piece, note[: len(piece)], out=piece)
    vibrato = 1 + 0.0048 * np.sin(2 * np.pi * 5.1 * t) * np.clip(level * 1.4 - 0.4, 0, 1)
    curve = mono(_glide(notes, len(t)) * vibrato)
    middle = float(np.median([pitch for _start, _length, pitch in notes]))
    tone = 0.75 * read(_partials(middle, vowel), curve) + 0.25 * read(_partials(middle, "u"), curve)
    breath = high_pass(low_pass(noise(seconds, seed), 1900), 300) * 0.05
    return mono((tone + breath) * level)


def murmur(syllables: Sequence[tuple[float, float, str, float]], seconds: float, seed: int = 5) -> Wave:
    """Speech without words: ``(start s, length s, vowel, pitch Hz)`` per syllable, each begun by a breath."""
    n = samples(seconds)
    notes = [(start, length, pitch) for start, length, _vowel, pitch in syllables]
    curve = _glide(notes, n) * (1 + 0.004 * np.sin(2 * np.pi * 3.1 * clock(seconds)))
    middle = float(np.median([pitch for _start, _length, pitch in notes]))
    voice = np.zeros(n, dtype=np.float32)
    onset = np.zeros(n, dtype=np.float32)
    for vowel in sorted({vowel for _start, _length, vowel, _pitch in syllables}):
        mouth = np.zeros(n, dtype=np.float32)
        for start, length, spoken, _pitch in syllables:
            first = samples(start)
            if spoken == vowel:
                open_ = envelope(samples(length), (0, 0), (0.045, 1), (length * 0.6, 0.8), (length, 0))
                mouth[first : first + len(open_)] += open_[: n - first]
        voice += mouth * read(_partials(middle, vowel), curve.astype(np.float32))
    consonant = np.random.default_rng(seed)
    puff = envelope(samples(0.06), (0, 0), (0.012, 1), (0.06, 0))
    for start, _length, _vowel, _pitch in syllables:
        first = max(0, samples(start - 0.02))
        onset[first : first + len(puff)] += puff[: n - first] * np.float32(max(0, consonant.uniform(-0.5, 1)))
    return voice + 0.3 * onset * high_pass(noise(seconds, seed), 2400)

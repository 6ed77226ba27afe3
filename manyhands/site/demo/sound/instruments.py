"""Pitched instruments. Each returns one note or one line as a ``Wave``; levels are relative to 1."""

import functools
from collections.abc import Sequence

import numpy as np

from manyhands.site.demo.sound.wave import RATE, Wave, clock, envelope, low_pass, mono, noise, samples

STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
TABLE = 4096
BAR_RATIOS = (1, 2.76, 5.4, 8.9)  # the modes of a free metal bar, as in a music box

Note = tuple[float, float, float]  # start in seconds, length in seconds, pitch in Hz


def hz(name: str) -> float:
    """Frequency of a note name in equal temperament: ``A4`` is 440, ``F#3``, ``Bb2``."""
    octave = int(name[-1])
    step = STEPS[name[0]] + name.count("#") - name[1:-1].count("b")
    return float(440.0 * 2 ** ((step - 9) / 12 + octave - 4))


def score(line: str, beat: float) -> list[Note]:
    """Read notes written as ``beat length name, …``; ``beat`` is its length in seconds."""
    notes = (note.split() for note in line.replace("\n", " ").split(",") if note.strip())
    return [(float(at) * beat, float(length) * beat, hz(name)) for at, length, name in notes]


@functools.lru_cache(maxsize=256)
def pluck(pitch: float, seconds: float, bright: float = 0.5, seed: int = 0) -> Wave:
    """A plucked string after Karplus and Strong: a burst runs in a loop and is smoothed at every turn."""
    period = int(RATE / pitch - 0.5)
    turns = int(seconds * pitch * 1.05) + 3
    # The burst is drawn by its spectrum, so that equal notes sound alike: a pick at a fifth of the string
    # leaves out every fifth harmonic, and a dull finger leaves out the top.
    harmonic = np.arange(1, period // 2 + 1)
    finger = 1 / (1 + (harmonic * pitch / (500 + 6000 * bright)) ** 2)
    level = np.abs(np.sin(np.pi * harmonic / 5.2)) / harmonic**0.6 * finger
    phase = np.random.default_rng(seed).uniform(0, 2 * np.pi, harmonic.size)
    burst = np.fft.irfft(np.concatenate([[0], level * np.exp(1j * phase)]), period).astype(np.float32)
    loss = np.float32(0.5 ** (1 / (pitch * (0.35 + 1.9 * 110 / (110 + pitch)))))
    loop = np.empty((turns, period), dtype=np.float32)
    loop[0], last = burst, np.float32(0)
    for turn in range(1, turns):
        before = loop[turn - 1]
        loop[turn, 1:] = before[1:] + before[:-1]
        loop[turn, 0] = before[0] + last
        loop[turn] *= loss / 2
        last = before[-1]
    raw = loop.ravel()
    # The loop sounds at RATE / (period + 1/2): read it at the ratio that brings the pitch asked for.
    n = samples(seconds)
    tuned = np.interp(np.arange(n) * (pitch * (period + 0.5) / RATE), np.arange(raw.size), raw)
    tuned = tuned / (np.abs(tuned).max() + 1e-9) * 0.8
    return mono(tuned * envelope(n, (0, 0), (0.0015, 1), (seconds - 0.08, 1), (seconds, 0)))


@functools.lru_cache(maxsize=64)
def _table(partials: tuple[float, ...]) -> Wave:
    """One turn of a wave with these harmonic levels, for reading at any speed."""
    turn = np.arange(TABLE) * (2 * np.pi / TABLE)
    wave = sum((level * np.sin(turn * (k + 1)) for k, level in enumerate(partials)), np.zeros(TABLE))
    return mono(wave / np.abs(wave).max())


def read(partials: Sequence[float], pitch: Wave) -> Wave:
    """Play harmonics along a pitch curve (Hz per sample)."""
    table = _table(tuple(partials))
    place = np.cumsum(pitch, dtype=np.float64) * (TABLE / RATE)
    whole = place.astype(np.int64)
    part = mono(place - whole)
    first = table[whole % TABLE]
    return first + part * (table[(whole + 1) % TABLE] - first)


def _saw(pitch: float, tilt: float, top: float = 6000) -> tuple[float, ...]:
    count = max(1, min(40, int(top / pitch)))
    return tuple(1 / (k + 1) ** tilt for k in range(count))


def pad(pitch: float, seconds: float, *, attack: float = 1.2, release: float = 1.6) -> Wave:
    """A soft held tone: three reads of one wave, slightly apart, swelling and falling."""
    t = clock(seconds)
    tone = np.zeros(len(t), dtype=np.float32)
    for detune, drift in ((-0.0022, 0.31), (0.0, 0.23), (0.0024, 0.37)):
        curve = pitch * (1 + detune + 0.0011 * np.sin(2 * np.pi * drift * t + pitch))
        tone += read(_saw(pitch, 1.9, 3500), curve) / 3
    return tone * envelope(len(t), (0, 0), (attack, 0.8), (seconds - release, 0.7), (seconds, 0))


def bass(pitch: float, seconds: float) -> Wave:
    """A round finger bass: few harmonics, the upper ones dying first."""
    t = clock(seconds)
    curve = np.full(len(t), pitch, dtype=np.float32)
    body = read((1.0, 0.32), curve) * np.exp(-t / (0.75 * seconds + 0.25))
    bite = read((0.0, 0.3, 0.5, 0.3, 0.16, 0.08), curve) * np.exp(-t / 0.16)
    tone = np.tanh(1.3 * (body + 0.35 * bite))
    level = envelope(len(t), (0, 0), (0.008, 1), (seconds - 0.06, 0.9), (seconds, 0))
    return mono(tone * level)


def bow(pitch: float, seconds: float, *, attack: float = 0.22, release: float = 0.35, seed: int = 0) -> Wave:
    """A bowed string: a saw whose vibrato grows, with the noise of the bow and two resonances of the body."""
    t = clock(seconds)
    late = envelope(len(t), (0, 0), (0.25, 0.15), (0.9, 1))
    curve = pitch * (1 + 0.0042 * late * np.sin(2 * np.pi * (5.3 + seed % 3 * 0.21) * t + seed))
    partials = []
    for k, harmonic in enumerate(_saw(pitch, 1.15, 5200)):
        f = pitch * (k + 1)
        body = 0.55 + np.exp(-(((f - 290) / 120) ** 2)) + 0.7 * np.exp(-(((f - 1250) / 500) ** 2))
        partials.append(float(harmonic * body))
    tone = read(partials, curve.astype(np.float32))
    tone += 0.05 * low_pass(noise(seconds, seed + 31), 2600) * np.abs(tone)
    swell = 0.82 + 0.18 * np.sin(2 * np.pi * 0.21 * t + seed)
    level = envelope(len(t), (0, 0), (attack, 1), (seconds - release, 0.85), (seconds, 0))
    return mono(tone * swell * level)


def bell(pitch: float, seconds: float, *, ratios: Sequence[float] = BAR_RATIOS, ring: float = 0.9) -> Wave:
    """Something struck: inharmonic partials, the high ones short (a music box, a glass, a spoon)."""
    t = clock(seconds)
    tone = np.zeros(len(t), dtype=np.float32)
    for k, ratio in enumerate(ratios):
        if pitch * ratio < RATE / 2.3:
            fall = np.exp(-t * (1 + 1.6 * k) / ring * 2.2) / (1 + 1.4 * k)
            tone += np.sin(2 * np.pi * pitch * ratio * t) * fall
    return tone * envelope(len(t), (0, 0), (0.002, 0.6), (seconds - 0.02, 0.6), (seconds, 0))


@functools.lru_cache(maxsize=128)
def felt(pitch: float, seconds: float, force: float = 0.6) -> Wave:
    """A piano with felt between hammer and string: slightly stretched partials, soft attack, long tail."""
    t = clock(seconds)
    tone = np.zeros(len(t), dtype=np.float32)
    for k in range(1, 11):
        f = pitch * k * np.sqrt(1 + 0.0004 * k * k)
        if f < 9000:
            level = np.exp(-(k - 1) * (1.25 - 0.8 * force)) / k**0.4
            fall = np.exp(-t * (0.7 + 0.42 * k) * (pitch / 262) ** 0.4)
            tone += level * np.sin(2 * np.pi * f * t + k) * fall
    thump = low_pass(noise(seconds, int(pitch)), 320) * np.exp(-t * 60)
    tone = 0.5 * tone + 0.25 * thump
    return tone * envelope(len(t), (0, 0), (0.006, 1), (seconds - 0.12, 1), (seconds, 0))

"""Unpitched things: brushes, pots, rain, wheels on rails."""

import functools
from collections.abc import Sequence

import numpy as np

from manyhands.site.demo.sound.instruments import bell
from manyhands.site.demo.sound.wave import (
    RATE,
    Desk,
    Stereo,
    Wave,
    band,
    clock,
    high_pass,
    low_pass,
    mono,
    noise,
    samples,
)


@functools.lru_cache(maxsize=16)
def swish(seconds: float, seed: int = 11) -> Wave:
    """A brush drawn over a snare head: noise that leans forward."""
    t = clock(seconds)
    lean = np.sin(np.pi * (t / seconds) ** 0.6) ** 2
    return mono(band(noise(seconds, seed), 1400, 7000) * lean)


@functools.lru_cache(maxsize=16)
def tap(seed: int = 12) -> Wave:
    """A brush let fall on the snare."""
    t = clock(0.22)
    skin = np.sin(2 * np.pi * 190 * t) * np.exp(-t * 45) * 0.5
    return mono(band(noise(0.22, seed), 900, 6500) * np.exp(-t * 26) * 1.6 + skin)


@functools.lru_cache(maxsize=4)
def thud() -> Wave:
    """A bass drum under a blanket."""
    t = clock(0.4)
    fall = 2 * np.pi * np.cumsum(48 + 60 * np.exp(-t * 34)) / RATE
    return mono(np.sin(fall) * np.exp(-t * 11))


@functools.lru_cache(maxsize=16)
def spoon(pitch: float = 2350) -> Wave:
    return bell(pitch, 0.35, ratios=(1, 1.52, 2.44, 3.71), ring=0.28) * 0.8


@functools.lru_cache(maxsize=16)
def pot(pitch: float = 330) -> Wave:
    """A lid tapped with a knuckle."""
    t = clock(0.7)
    knock = low_pass(noise(0.7, int(pitch)), 1500) * np.exp(-t * 70)
    return mono(bell(pitch, 0.7, ratios=(1, 1.59, 2.14, 2.92, 4.1), ring=0.55) * 0.7 + knock)


@functools.lru_cache(maxsize=4)
def rice() -> Wave:
    """Dry rice shaken once in a jar."""
    t = clock(0.13)
    grains = np.random.default_rng(21).random(len(t)) < 0.02
    shake = 2 * np.sin(np.pi * t / 0.13) ** 2
    return mono(high_pass(noise(0.13, 22) * (0.25 + grains), 4200) * shake)


def drop(kind: int) -> Wave:
    """One drop on a metal roof; eight kinds of sheet."""
    pitch = (820, 1040, 1310, 1490, 1760, 2080, 2460, 2930)[kind]
    t = clock(0.09)
    turn = 2 * np.pi * pitch * t
    ring = np.sin(turn) * np.exp(-t * 90) + 0.5 * np.sin(1.83 * turn) * np.exp(-t * 150)
    return mono(ring * 0.6 + noise(0.09, kind) * np.exp(-t * 300))


def rain(seconds: float, *, drops: float = 42, wash: float = 0.4, seed: int = 8) -> Stereo:
    """Rain on tin: ``drops`` near ones a second over the wash of all the far ones, swelling slowly."""
    chance = np.random.default_rng(seed)
    desk = Desk(seconds)
    swell = 0.75 + 0.25 * np.sin(2 * np.pi * clock(seconds) / 13.0)
    for ear in (-1.0, 1.0):
        far = band(noise(seconds, seed + int(ear)), 700, 9000) * swell
        desk.add(far.astype(np.float32), level=wash * 0.35, pan=ear)
    waves = [drop(kind) for kind in range(8)]
    for at in np.sort(chance.uniform(0, seconds, int(drops * seconds))):
        level = min(0.3, 0.15 * float(chance.pareto(2.2) + 0.15))
        pan = float(chance.uniform(-0.9, 0.9))
        desk.add(waves[chance.integers(8)], at=float(at), level=level, pan=pan)
    return desk.bus


def rails(seconds: float, *, beat: float, level_at: Sequence[tuple[float, float]], seed: int = 17) -> Stereo:
    """A train: the double knock of wheels over a joint every ``beat`` seconds, above the rumble."""
    n = samples(seconds)
    times, levels = zip(*level_at, strict=True)
    near = np.interp(np.arange(n) / RATE, times, levels).astype(np.float32)
    desk = Desk(seconds)
    for pan in (-0.7, 0.7):
        rumble = low_pass(noise(seconds, seed + int(pan * 10)), 140) * 2.4
        hiss = band(noise(seconds, seed + 5 + int(pan * 10)), 900, 3800) * 0.07
        desk.add(rumble + hiss, level=0.5, pan=pan)
    t = clock(0.25)
    sleeper = 0.8 * np.sin(2 * np.pi * 84 * t) * np.exp(-t * 22)
    knock = mono(low_pass(noise(0.25, seed), 700) * np.exp(-t * 34) + sleeper)
    for turn in range(int(seconds / beat)):
        desk.add(knock, at=turn * beat, level=0.8, pan=-0.15)
        desk.add(knock, at=turn * beat + beat * 0.22, level=0.6, pan=0.15)
    return mono(desk.bus * near[:, None])

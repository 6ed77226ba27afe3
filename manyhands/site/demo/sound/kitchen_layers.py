"""The single layers of “Kitchen light”: eight bars in D at 84 beats a minute, each by one pair of hands."""

import numpy as np

from manyhands.site.demo.sound import textures
from manyhands.site.demo.sound.instruments import bass, bow, hz, pad, pluck, score
from manyhands.site.demo.sound.voices import hum
from manyhands.site.demo.sound.wave import RATE, Desk, Stereo, low_pass, room

BEAT = 60 / 84
BAR = 4 * BEAT
BARS = 8
TAIL = 2.4

# Bass note, then the three upper strings, bar by bar.
CHORDS = """
D3 A3 D4 F#4, C#3 A3 C#4 E4, B2 A3 D4 F#4, G2 B3 D4 F#4,
D3 A3 E4 F#4, F#2 A3 C#4 E4, G2 B3 D4 F#4, A2 A3 D4 E4"""
PICKING = (0, 2, 3, 1, 0, 2, 3, 2)


def _chords(table: str) -> list[list[str]]:
    return [chord.split() for chord in table.split(",")]


def guitar(*, bars: int = BARS, seed: int = 1) -> Stereo:
    """Finger-picked, a little late on the thumb, never twice the same."""
    chance = np.random.default_rng(seed)
    desk = Desk(bars * BAR + TAIL)
    chords = _chords(CHORDS)
    for bar in range(bars):
        chord = chords[bar % BARS]
        for eighth, string in enumerate(PICKING):
            resolved = bar % BARS == 7 and eighth >= 4 and string == 2
            name = "C#4" if resolved else chord[string]
            at = bar * BAR + eighth * BEAT / 2 + (0.03 if eighth % 2 else 0) + float(chance.uniform(0, 0.012))
            level = (0.62 if string == 0 else 0.42) * float(chance.uniform(0.78, 1.08))
            wave = pluck(hz(name), 2.2, 0.32 if string == 0 else 0.45, seed=eighth % 3)
            desk.add(wave, at=at, level=level, pan=(-0.25, -0.05, 0.1, 0.25)[string])
    return room(desk.bus, seconds=0.7, wet=0.16)


HIGH_LINE = """
1.5 2.5 F#5, 3 2.5 E5, 5 2.5 C#5, 8.5 2.5 D5, 9.5 2.5 F#5, 10 2.5 A5, 12.5 2.5 F#5, 14 2.5 D5, 16.5 2.5 A5,
18 2.5 F#5, 20.5 2.5 E5, 22 2.5 C#5, 24.5 2.5 D5, 25.5 2.5 B4, 28.5 2.5 E5, 30 2.5 D5, 31 2.5 C#5"""


def high_line(*, seed: int = 2) -> Stereo:
    chance = np.random.default_rng(seed)
    desk = Desk(BARS * BAR + TAIL)
    for start, length, pitch in score(HIGH_LINE, BEAT):
        at = start + float(chance.uniform(0, 0.015))
        desk.add(pluck(pitch, length, 0.6, seed=4), at=at, level=0.42, pan=0.3)
    return room(desk.bus, seconds=1.2, wet=0.3)


def tape(sound: Stereo, *, wobble: float = 0.0014, dull: float = 2600) -> Stereo:
    """A worn cassette: the pitch wavers by ``wobble`` seconds of tape, and the top is gone."""
    at = np.arange(len(sound))
    turn = 2 * np.pi * at / RATE
    place = at + RATE * wobble * (np.sin(0.55 * turn) + np.sin(4.3 * turn) / 9)
    ears = [low_pass(np.interp(place, at, sound[:, ear]).astype(np.float32), dull) for ear in (0, 1)]
    return np.stack(ears, axis=1)


CLOUD = "A3 E4 D5, A3 E4 B4, F#3 C#4 B4, G3 D4 A4, A3 E4 D5, F#3 C#4 B4, G3 D4 A4, A3 E4 B4"


def cloud() -> Stereo:
    """Held tones under every bar: the fifth and the ninth, never the third."""
    desk = Desk(BARS * BAR + TAIL)
    for bar, names in enumerate(_chords(CLOUD)):
        for k, name in enumerate(names):
            desk.add(pad(hz(name), BAR + 1.6), at=bar * BAR, level=0.2, pan=(-0.6, 0.1, 0.6)[k])
    return room(desk.bus, seconds=2.6, wet=0.35)


BASS_LINE = """
0 2.4 D2, 2.5 1.2 A2, 4 2.4 C#2, 6.5 1.2 A1, 8 3.4 B1, 12 2.4 G1, 14.5 1.2 D2, 16 3.4 D2, 20 2.4 F#2,
22.5 1.2 C#2, 24 2.4 G1, 26.5 1.2 D2, 28 1.4 A1, 29.5 0.9 A1, 30.5 0.7 B1, 31.25 0.7 C#2"""


def low_end() -> Stereo:
    """Bass, nothing else: the root, a breath, the fifth."""
    desk = Desk(BARS * BAR + TAIL)
    for start, length, pitch in score(BASS_LINE, BEAT):
        desk.add(bass(pitch, length), at=start, level=0.5)
    return desk.bus


def brushes(*, bars: int = BARS, seed: int = 3) -> Stereo:
    chance = np.random.default_rng(seed)
    desk = Desk(bars * BAR + TAIL)
    for beat in range(bars * 4):
        at = beat * BEAT
        side = 0.2 if beat % 2 else -0.2
        desk.add(textures.swish(BEAT * 0.98, seed=11 + beat % 4), at=at, level=0.32, pan=side)
        if beat % 2:
            level = 0.42 * float(chance.uniform(0.8, 1.1))
            desk.add(textures.tap(12 + beat % 3), at=at + 0.004, level=level, pan=0.1)
        if beat % 4 == 0 or beat % 8 == 6:
            desk.add(textures.thud(), at=at + (BEAT / 2 if beat % 8 == 6 else 0), level=0.55)
        if beat % 16 == 15:
            for k in range(3):
                desk.add(textures.tap(15 + k), at=at + (k + 1) * BEAT / 4, level=0.2 + 0.05 * k, pan=-0.1)
    return room(desk.bus, seconds=0.5, wet=0.12)


SPOONS = "x..x..x.x..x.xx."


def spoons(*, bars: int = BARS, seed: int = 4) -> Stereo:
    """Two spoons, a lid and a jar of rice; the accent of Recife falls just before the beat."""
    chance = np.random.default_rng(seed)
    desk = Desk(bars * BAR + TAIL)
    for step in range(bars * 16):
        at = step * BEAT / 4 + (0.012 if step % 2 else 0) + float(chance.uniform(0, 0.008))
        if SPOONS[step % 16] == "x":
            level = 0.2 * float(chance.uniform(0.6, 1.1))
            desk.add(textures.spoon((2350, 2350, 2790)[step % 3]), at=at, level=level, pan=0.45)
        if step % 16 in {6, 14}:
            desk.add(textures.pot(415 if step % 16 == 6 else 330), at=at, level=0.32, pan=-0.4)
        if step % 2 == 0:
            desk.add(textures.rice(), at=at, level=0.2 if step % 4 else 0.34, pan=-0.15)
    return room(desk.bus, seconds=0.6, wet=0.2)


TUNE = """
0 3.2 F#4, 4 2 E4, 6 1.5 C#4, 8 3.2 D4, 12 3.4 B3, 16 1 A3, 17 1 D4, 18 2 F#4, 20 2.5 A4, 22.5 1.2 F#4,
24 2 G4, 26 1 F#4, 27 1 E4, 28 3.6 E4"""


def hummed() -> Stereo:
    desk = Desk(BARS * BAR + TAIL)
    desk.add(hum(score(TUNE, BEAT), BARS * BAR + TAIL), level=0.8, pan=-0.08)
    return room(desk.bus, seconds=1.6, wet=0.3)


STRINGS = """
D5 A4 F#4 D3, C#5 A4 E4 C#3, D5 F#4 D4 B2, B4 F#4 D4 G2,
A4 F#4 D4 D3, C#5 A4 E4 F#3, D5 B4 G4 G2, C#5 A4 E4 A2"""


def strings() -> Stereo:
    """Four bows: two violins, a viola and a cello that plays what the bass leaves out."""
    desk = Desk(BARS * BAR + TAIL)
    seats = ((0.2, -0.5), (0.16, -0.2), (0.16, 0.25), (0.26, 0.5))
    for bar, names in enumerate(_chords(STRINGS)):
        for k, (name, (level, pan)) in enumerate(zip(names, seats, strict=True)):
            desk.add(
                bow(hz(name), BAR + 0.25, seed=bar + 3 * k), at=bar * BAR + 0.01 * k, level=level, pan=pan
            )
    return room(desk.bus, seconds=2.2, wet=0.34)

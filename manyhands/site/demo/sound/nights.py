"""A piano upstairs, a waltz for paper boats, and the radio between them."""

import numpy as np

from manyhands.site.demo.sound.instruments import bell, felt, hz, pluck, score
from manyhands.site.demo.sound.shelf import hear, sound
from manyhands.site.demo.sound.wave import (
    Desk,
    Stereo,
    band,
    clock,
    envelope,
    low_pass,
    master,
    mono,
    noise,
    room,
    samples,
    taper,
)

BEAT = 60 / 76
BAR = 4 * BEAT

# Bar by bar: right hand and left hand, in beats.
PIANO = (
    "0 1 A4, 1 1 C5, 2 2 F5, 0 2 F3, 2 2 C4",
    "0 1 E5, 1 1 D5, 2 2 A4, 0 2 D3, 2 2 A3",
    "0 1 Bb4, 1 1 D5, 2 1 F5, 3 1 E5, 0 2 Bb2, 2 2 F3",
    "0 0.5 G5, 0.5 0.5 E5, 1 1 D5, 2 2 C5, 0 2 C3, 2 2 G3",
    "0 1 A4, 1 1 C5, 2 2 F5, 0 2 A2, 2 2 F3",
    "0 1 G5, 1 1 F5, 2 2 D5, 0 2 Bb2, 2 2 F3",
    "0 1 C5, 1 0.5 Bb4, 1.5 0.5 A4, 2 2 G4, 0 2 C3, 2 2 E3",
    "0 4 F4, 0 4 A4, 0 4 F2, 1 3 C3",
)
# Where the fourth bar goes wrong: the first two notes, then a neighbour of the right one.
STUMBLE = "0 0.5 G5, 0.5 0.5 E5, 1 0.6 Eb5, 0 1.4 C3"


def _play(desk: Desk, notes: str, at: float, force: float) -> None:
    for start, length, pitch in score(notes, BEAT):
        level = 0.34 if pitch < 270 else 0.5
        desk.add(felt(pitch, length + 1.1, force), at=at + start, level=level, pan=0.15)


@sound
def upstairs_piano() -> Stereo:
    """Somebody practises: the fourth bar fails, fails again, and then goes on as if nothing had been."""
    desk = Desk(34)
    at = 0.6
    for bar in PIANO[:3]:
        _play(desk, bar, at, 0.55)
        at += BAR
    _play(desk, STUMBLE, at, 0.6)
    at += 2.2
    _play(desk, STUMBLE, at, 0.45)
    at += 2.3
    _play(desk, PIANO[2], at, 0.5)
    at += BAR * 1.02
    for k, bar in enumerate(PIANO[3:]):
        _play(desk, bar, at, 0.6 - 0.03 * k)
        at += BAR * (1 + 0.012 * k)
    ceiling = np.stack([low_pass(desk.bus[:, ear], 1100, 1) for ear in (0, 1)], axis=1)
    return master(taper(room(mono(ceiling), seconds=1.3, wet=0.35, dark=1500), fade_out=2.5), rms=0.08)


WALTZ_BEAT = 0.5
WALTZ = ("G2 B3 D4", "E3 B3 E4", "C3 C4 E4", "D3 A3 F#4", "G2 B3 D4", "B2 B3 F#4", "C3 C4 E4", "D3 C4 F#4")
TUNE = """
0 2 D5, 2 1 B4, 3 2 G5, 5 1 F#5, 6 2 E5, 8 1 C5, 9 3 A4, 12 2 D5, 14 1 G5, 15 2 F#5, 17 1 D5, 18 2 E5,
20 1 G5, 21 1 F#5, 22 1 E5, 23 1 A4"""


@sound
def boats_waltz() -> Stereo:
    """Sixteen bars of three; the second time round about half of the notes have got wet."""
    chance = np.random.default_rng(71)
    desk = Desk(16 * 3 * WALTZ_BEAT + 3.4)
    for turn in (0, 1):
        base, sure = turn * 24 * WALTZ_BEAT, 1.0 if turn == 0 else 0.62
        for bar, names in enumerate(WALTZ):
            for beat, name in enumerate(names.split()):
                at = base + (bar * 3 + beat) * WALTZ_BEAT + float(chance.uniform(0, 0.02))
                desk.add(
                    pluck(hz(name), 1.3, 0.35, seed=beat),
                    at=at,
                    level=(0.5, 0.28, 0.28)[beat] * sure,
                    pan=-0.25,
                )
        for start, length, pitch in score(TUNE, WALTZ_BEAT):
            if turn == 0 or chance.random() < 0.6:
                at = base + start + float(chance.uniform(0, 0.03))
                desk.add(bell(pitch * 2, length + 1.2, ring=0.9), at=at, level=0.3 * sure, pan=0.3)
    end = 48 * WALTZ_BEAT
    for k, name in enumerate(("G2", "D4", "B4", "G6")):
        wave = pluck(hz(name), 3.0, 0.35) if k < 3 else bell(hz(name), 3.0)
        desk.add(wave, at=end + 0.09 * k, level=0.34, pan=(k - 1.5) / 4)
    return master(taper(room(desk.bus, seconds=1.3, wet=0.24), fade_out=1.4), rms=0.1)


def _station(name: str, at: float, seconds: float, low: float) -> Stereo:
    """A piece as a small loudspeaker gives it: no bottom, no top, a little too loud inside."""
    piece = hear(name)[samples(at) : samples(at + seconds)].mean(axis=1) * 4
    small = np.tanh(band(mono(piece), low, 2600) * 1.6) * 0.5
    return mono(np.stack([small, small], axis=1))


@sound
def between_stations() -> Stereo:
    """Turning the dial: static thins out where a station is, and whistles on the way there."""
    seconds = 25.0
    t = clock(seconds)
    hiss = band(noise(seconds, 81), 500, 5200)
    near = envelope(len(t), (0, 0.9), (2.2, 0.9), (3, 0.12), (9, 0.14), (10.4, 1), (11.6, 0.1), (17.4, 0.12),
                    (18.6, 0.9), (19.6, 0.16), (23.4, 0.2), (25, 1))  # fmt: skip
    crackle = np.random.default_rng(82).random(len(t)) < 0.0006
    desk = Desk(seconds)
    desk.add(mono((hiss + 0.8 * low_pass(mono(crackle * 6.0), 3800)) * near), level=0.3)
    whistle = np.sin(2 * np.pi * np.cumsum(300 + 2400 * np.abs(near - 0.2)) / 44_100)
    desk.add(mono(whistle * np.clip(near - 0.2, 0, 0.7) * (1 - near)), level=0.16)
    desk.lay(taper(_station("upstairs_piano", 17.2, 7.6, 320), fade_in=0.5, fade_out=0.8), at=2.4, level=0.9)
    desk.lay(taper(_station("boats_waltz", 0.0, 7.6, 380), fade_in=0.6, fade_out=0.9), at=10.8, level=0.8)
    desk.lay(taper(_station("train_murmur", 3.0, 5.6, 420), fade_in=0.3, fade_out=1.6), at=19.0, level=0.8)
    return master(taper(desk.bus, fade_in=0.4, fade_out=0.5), rms=0.09)

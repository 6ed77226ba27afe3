"""“Kitchen light”, the minute on the home page, and what came of it."""

import numpy as np

from manyhands.site.demo.sound.instruments import hz, pluck
from manyhands.site.demo.sound.kitchen_layers import BAR, BARS
from manyhands.site.demo.sound.shelf import hear, sound
from manyhands.site.demo.sound.wave import (
    RATE,
    Desk,
    Stereo,
    envelope,
    low_pass,
    master,
    mono,
    room,
    samples,
    taper,
)

END = 20  # bars; then the last chord, and the rain alone
LENGTH = END * BAR + 5.4

# Layer, first bar, last bar, level. Everybody waits for two bars; the strings wait longest.
ENTRANCES = (
    ("guitar_layer", 0, END, 0.85),
    ("cloud_layer", 4, END, 0.75),
    ("bass_layer", 6, END, 0.62),
    ("brushes_layer", 8, END, 0.62),
    ("spoons_layer", 10, END, 0.85),
    ("hum_layer", 12, END, 0.3),
    ("high_layer", 14, END, 0.9),
    ("strings_layer", 16, END, 0.52),
)


def _enter(name: str, first: int, last: int) -> Stereo:
    """A layer going round and round, silent before its first bar and let go after its last."""
    desk = Desk(LENGTH)
    for turn in range(0, END, BARS):
        desk.lay(hear(name)[: samples(BARS * BAR + 2.3)], at=turn * BAR)
    start, stop = first * BAR, last * BAR
    gate = envelope(len(desk.bus), (start - 0.06, 0), (start, 1), (stop - 0.02, 1), (stop + 0.35, 0))
    if first == 0:
        gate[: samples(stop - 0.02)] = 1
    return mono(desk.bus * gate[:, None])


def _last_chord() -> Stereo:
    desk = Desk(5.2)
    for k, name in enumerate(("D3", "A3", "D4", "E4", "F#4", "A4")):
        desk.add(pluck(hz(name), 4.6, 0.4, seed=k % 3), at=0.07 * k, level=0.42, pan=(k - 2.5) / 8)
    return room(desk.bus, seconds=1.6, wet=0.25)


def _rain(seconds: float) -> Stereo:
    once = hear("rain_on_tin")
    desk = Desk(seconds)
    overlap = 3.0
    faded = taper(once, fade_in=overlap, fade_out=overlap)
    at = 0.0
    while at < seconds:
        desk.lay(faded, at=at)
        at += len(once) / RATE - overlap
    return desk.bus


@sound
def kitchen_light() -> Stereo:
    """Twenty bars: each hand enters when the one before has finished its sentence."""
    desk = Desk(LENGTH)
    for name, first, last, level in ENTRANCES:
        desk.lay(_enter(name, first, last), level=level)
    rain = _rain(LENGTH)
    swell = envelope(len(rain), (2 * BAR - 1, 0), (2 * BAR + 2, 1), (LENGTH - 3.5, 1), (LENGTH, 0))
    desk.lay(mono(rain * swell[:, None]), level=0.3)
    desk.lay(_last_chord(), at=END * BAR, level=0.8)
    return master(taper(desk.bus, fade_out=1.2), rms=0.12)


def slowed(piece: Stereo, speed: float) -> Stereo:
    """Played slower, and so lower, like a tape."""
    place = np.arange(int(len(piece) / speed)) * speed
    ears = [np.interp(place, np.arange(len(piece)), piece[:, ear]) for ear in (0, 1)]
    return mono(np.stack(ears, axis=1))


@sound
def next_room() -> Stereo:
    """The same song through a wall, from the brushes on, slowed by a sixth; the rain is on this side."""
    party = slowed(hear("kitchen_light")[samples(8 * BAR) :], 5 / 6)
    wall = np.stack([low_pass(party[:, ear], 520, 2) for ear in (0, 1)], axis=1)
    desk = Desk(len(party) / RATE)
    desk.lay(room(mono(wall), seconds=2.2, wet=0.4, dark=700), level=1.0)
    desk.lay(_rain(len(party) / RATE), level=0.24)
    return master(taper(desk.bus, fade_in=1.5, fade_out=3.5), rms=0.1)

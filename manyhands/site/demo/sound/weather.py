"""Rain from Mombasa, and the five notes that Osaka heard in it."""

import numpy as np

from manyhands.site.demo.sound import textures
from manyhands.site.demo.sound.instruments import bell, hz
from manyhands.site.demo.sound.shelf import hear, sound
from manyhands.site.demo.sound.wave import RATE, Desk, Stereo, master, room, taper

LENGTH = 28.6


@sound
def rain_on_tin() -> Stereo:
    """Forty-two near drops a second for 28.6 seconds: one thousand two hundred and one."""
    return master(taper(textures.rain(LENGTH), fade_in=1.2, fade_out=1.5), rms=0.06)


FIVE = ("D4", "F4", "G4", "A4", "C5", "D5", "F5", "G5")
# A walk over the five notes: up and down by steps, now and then a leap; beats of two thirds of a second.
WALK = "0.2..1.3.4...3.1..0...2..4.5.7..5...4.3.1..."


@sound
def rain_tuned() -> Stereo:
    """The rain a little further away; in front of it the drops that ring."""
    chance = np.random.default_rng(41)
    desk = Desk(LENGTH)
    for step, mark in enumerate(WALK):
        if mark == ".":
            continue
        at = 1.2 + step * 0.6 + float(chance.uniform(0, 0.05))
        pitch = hz(FIVE[int(mark)])
        pan = float(chance.uniform(-0.6, 0.6))
        desk.add(bell(pitch, 2.6, ratios=(1, 2.0, 3.98, 6.1), ring=1.7), at=at, level=0.5, pan=pan)
        if step % 4 == 0:
            desk.add(bell(pitch / 2, 3.2, ratios=(1, 2.0), ring=2.6), at=at + 0.02, level=0.36, pan=-pan)
    ringing = room(desk.bus, seconds=2.8, wet=0.45)
    out = Desk(len(ringing) / RATE)
    out.lay(ringing)
    out.lay(hear("rain_on_tin"), level=0.42)
    return master(taper(out.bus, fade_in=1.0, fade_out=2.0), rms=0.09)

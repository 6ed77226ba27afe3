"""Low tide, read from a drawing as a score."""

from manyhands.site.demo.sound.instruments import bass, hz, read
from manyhands.site.demo.sound.shelf import sound
from manyhands.site.demo.sound.wave import (
    Desk,
    Stereo,
    Wave,
    band,
    clock,
    envelope,
    master,
    mono,
    noise,
    room,
    taper,
)

# Flue pipes sound the octave and the twelfth strongly and little above.
PIPE = (1.0, 0.42, 0.28, 0.1, 0.06, 0.05)

# Four dunes: start and length in seconds, lower and upper pipe.
DUNES = (
    (0.0, 11.0, "D3", "G3"),
    (8.4, 11.5, "E3", "A3"),
    (17.2, 11.0, "C3", "F3"),
    (25.8, 13.2, "D3", "G3"),
)
ABOVE = "4 3 A4, 7 2.5 G4, 13 3 B4, 16 2.5 A4, 21.5 3 G4, 24.5 2.5 A4, 30.5 6 D5"


def pipe(pitch: float, seconds: float) -> Wave:
    """An organ pipe: a breath before the tone, and no change in it after."""
    t = clock(seconds)
    curve = mono(pitch * (1 + 0.0006 * envelope(len(t), (0, -3), (0.3, 0), (seconds, 0))))
    chiff = band(noise(seconds, int(pitch)), pitch * 2, pitch * 7) * envelope(
        len(t), (0, 0), (0.05, 0.5), (0.3, 0.06)
    )
    level = envelope(len(t), (0, 0), (1.4, 1), (seconds - 2.2, 1), (seconds, 0))
    return mono((read(PIPE, curve) + 0.25 * chiff) * level)


@sound
def low_tide_organ() -> Stereo:
    desk = Desk(39.5)
    for at, seconds, lower, upper in DUNES:
        desk.add(pipe(hz(lower), seconds), at=at, level=0.3, pan=-0.35)
        desk.add(pipe(hz(upper), seconds), at=at + 0.7, level=0.24, pan=0.35)
    for note in ABOVE.split(","):
        start, held, name = note.split()
        desk.add(pipe(hz(name), float(held) + 1.2), at=float(start), level=0.12, pan=0.1)
    for at, name in (
        (8.4, "D2"),
        (10.2, "A1"),
        (17.2, "E2"),
        (19.0, "B1"),
        (25.8, "C2"),
        (27.6, "G1"),
        (34.4, "D2"),
    ):
        desk.add(bass(hz(name), 2.6), at=at, level=0.5)
    return master(taper(room(desk.bus, seconds=3.6, wet=0.5, dark=2600), fade_in=0.3, fade_out=2.6), rms=0.09)

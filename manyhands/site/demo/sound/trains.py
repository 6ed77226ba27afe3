"""The night train: the story's rhythm in a voice without words, and a score that counts carriages."""

import numpy as np

from manyhands.site.demo import content
from manyhands.site.demo.sound import textures
from manyhands.site.demo.sound.instruments import bow, hz
from manyhands.site.demo.sound.shelf import hear, sound
from manyhands.site.demo.sound.voices import murmur
from manyhands.site.demo.sound.wave import Desk, Stereo, band, master, mono, room, samples, taper

VOWEL_OF = dict(zip("aáâãàeéêiíoóôõuú", "aaaaaeeeiioooouu", strict=True))
PAUSES = {",": 0.22, ".": 0.62, "?": 0.7, "—": 0.2, "\n": 0.35}
HELD_BREATH = 1.5


def syllables(text: str) -> list[tuple[float, float, str, float]]:
    """The vowels of a text as ``(start s, length s, vowel, pitch Hz)``, as somebody would read them aloud.

    Every phrase begins high and sinks, each second or third syllable is stressed, questions rise; before the
    last sentence the reader holds their breath.
    """
    chance = np.random.default_rng(61)
    last = text.rstrip().rfind(".", 0, len(text.rstrip()) - 1)
    at, fallen, since_stress, before = 0.4, 1.0, 0, ""
    spoken = []
    for position, sign in enumerate(text.lower()):
        if sign in PAUSES:
            at += HELD_BREATH if position == last else PAUSES[sign]
            fallen = 1.0
        elif sign in VOWEL_OF and before not in VOWEL_OF:
            stressed = since_stress >= 2 or (since_stress == 1 and chance.random() < 0.5)
            since_stress = 0 if stressed else since_stress + 1
            length = float(0.12 + 0.05 * chance.random() + (0.08 if stressed else 0))
            rise = 1.3 if "?" in text[position : position + 8] else 1.0
            spoken.append((at, length, VOWEL_OF[sign], 122 * fallen * rise * (1.13 if stressed else 1.0)))
            at += length * 0.98
            fallen = max(0.7, fallen * 0.975)
        before = sign
    return spoken


@sound
def train_murmur() -> Stereo:
    spoken = syllables(content.text("night-train.pt.md"))
    seconds = spoken[-1][0] + 1.6
    desk = Desk(seconds)
    desk.add(murmur(spoken, seconds), level=0.8)
    far = textures.rails(seconds, beat=1.1, level_at=((0, 0.0), (4, 0.5), (seconds - 3, 0.7), (seconds, 0)))
    desk.lay(room(far, seconds=1.5, wet=0.5), level=0.12)
    return master(taper(room(desk.bus, seconds=0.8, wet=0.22), fade_in=0.2, fade_out=1.0), rms=0.09)


# Three chords from low to high, with the melody that the first violin plays over each, in beats.
CARRIAGES = (
    ("A2 E3 C4 B4", "0 1.5 E5, 1.5 0.5 D5, 2 2 B4"),
    ("F2 C4 E4 A4", "0 1.5 C5, 1.5 0.5 D5, 2 2 E5"),
    ("C3 G3 E4 D5", "0 1 G5, 1 1 E5, 2 3 D5"),
)
BEAT = 60 / 72


@sound
def train_score() -> Stereo:
    """Twelve seconds and a breath: wheels near in the middle, one chord for each raised hand."""
    seconds = 14.2
    desk = Desk(seconds)
    wheels = textures.rails(
        seconds, beat=BEAT, level_at=((0, 0.1), (5.5, 0.75), (7, 0.75), (12, 0.06), (14, 0))
    )
    desk.lay(wheels, level=0.34)
    strings = Desk(seconds)
    for k, (chord, tune) in enumerate(CARRIAGES):
        at = (2 + 4 * k) * BEAT
        held = 4.3 * BEAT if k < 2 else 5.2 * BEAT
        for seat, name in enumerate(chord.split()):
            wave = bow(hz(name), held, attack=0.35, release=0.9, seed=5 * k + seat)
            strings.add(wave, at=at, level=0.24, pan=(0.5, 0.2, -0.2, -0.45)[seat])
        for note in tune.split(","):
            beat, length, name = note.split()
            wave = bow(hz(name), float(length) * BEAT + 0.3, attack=0.18, seed=40 + k)
            strings.add(wave, at=at + float(beat) * BEAT, level=0.22, pan=-0.5)
    desk.lay(room(strings.bus, seconds=2.6, wet=0.4))
    voice = hear("train_murmur")[samples(14) : samples(18)]
    far = np.stack([band(voice[:, ear], 350, 1500) for ear in (0, 1)], axis=1)
    desk.lay(room(taper(mono(far), fade_in=0.6, fade_out=1.5), seconds=3.0, wet=0.8), at=9.2, level=0.35)
    return master(taper(desk.bus, fade_in=0.5, fade_out=1.8), rms=0.1)

"""“Kitchen light” and the songs that grew into it: each contains the sound of its sources."""

from manyhands.site.demo.sound import kitchen_layers as layers
from manyhands.site.demo.sound.kitchen_layers import BAR, BARS, TAIL
from manyhands.site.demo.sound.shelf import hear, sound
from manyhands.site.demo.sound.wave import Desk, Stereo, master, taper

ONCE = BARS * BAR
TWICE = 2 * ONCE + TAIL


@sound
def guitar_layer() -> Stereo:
    return layers.guitar()


@sound
def cloud_layer() -> Stereo:
    return layers.cloud()


@sound
def bass_layer() -> Stereo:
    return layers.low_end()


@sound
def spoons_layer() -> Stereo:
    return layers.spoons()


@sound
def brushes_layer() -> Stereo:
    return layers.brushes()


@sound
def hum_layer() -> Stereo:
    return layers.hummed()


@sound
def strings_layer() -> Stereo:
    return layers.strings()


@sound
def high_layer() -> Stereo:
    return layers.high_line()


def _mix(*parts: tuple[Stereo, float, float], seconds: float, rms: float = 0.11) -> Stereo:
    """Lay ``(sound, at in seconds, level)`` over each other and bring the mix to its level."""
    desk = Desk(seconds)
    for part, at, level in parts:
        desk.lay(part, at=at, level=level)
    return master(taper(desk.bus, fade_out=1.6), rms=rms)


@sound
def kitchen_guitar() -> Stereo:
    return _mix((hear("guitar_layer"), 0, 1), seconds=ONCE + TAIL, rms=0.09)


@sound
def loop_for_ana() -> Stereo:
    worn = layers.tape(hear("kitchen_guitar"))
    return _mix((worn, 0, 1.3), (hear("cloud_layer"), 0, 0.9), seconds=ONCE + TAIL)


@sound
def loop_with_bass() -> Stereo:
    """Two rounds of Yui's loop; the bass waits out the first four bars."""
    loop, low = hear("loop_for_ana"), hear("bass_layer")
    late = low.copy()
    late[: round(4 * BAR * 44_100)] = 0
    parts = ((loop, 0, 1), (loop, ONCE, 1), (late, 0, 0.9), (low, ONCE, 0.9))
    return _mix(*parts, seconds=TWICE, rms=0.12)


@sound
def kitchen_guitar_again() -> Stereo:
    """Ana takes Kofi's version back, plays along with herself and adds a line on the high strings."""
    below = hear("loop_with_bass")
    parts = ((below, 0, 0.8), (hear("guitar_layer"), ONCE, 0.6), (hear("high_layer"), ONCE, 1.0))
    return _mix(*parts, seconds=TWICE, rms=0.12)


@sound
def loop_with_room() -> Stereo:
    """Kofi's second version: Ana's high line in front, and one round of bass less."""
    back = hear("kitchen_guitar_again")[round(ONCE * 44_100) :]
    return _mix((hear("high_layer"), 0, 0.9), (hear("bass_layer"), 0, 0.8), (back, ONCE, 1), seconds=TWICE)


@sound
def spoons_and_kettle() -> Stereo:
    return _mix((hear("loop_with_bass"), 0, 0.9), (hear("spoons_layer"), ONCE, 0.9), seconds=TWICE, rms=0.12)


@sound
def late_brushes() -> Stereo:
    return _mix((hear("brushes_layer"), 0, 1), seconds=ONCE + TAIL, rms=0.07)


@sound
def hum_over_guitar() -> Stereo:
    return _mix((hear("kitchen_guitar"), 0, 0.55), (hear("hum_layer"), 0, 0.9), seconds=ONCE + TAIL, rms=0.1)

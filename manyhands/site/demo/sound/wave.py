"""What every instrument and every mix needs: samples, filters, a room and a mixing desk.

A ``Wave`` is ``float32[n]`` (one channel), a ``Stereo`` ``float32[n, 2]``; both run at ``RATE``, within ±1.
"""

import functools
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

RATE = 44_100

Wave = NDArray[np.float32]
Stereo = NDArray[np.float32]


def mono(wave: ArrayLike) -> Wave:
    """Back to 32 bits after arithmetic that widened it."""
    return np.asarray(wave, dtype=np.float32)


def samples(seconds: float) -> int:
    return round(seconds * RATE)


def clock(seconds: float) -> Wave:
    """The time of every sample, in seconds."""
    return np.arange(samples(seconds), dtype=np.float32) / np.float32(RATE)


def noise(seconds: float, seed: int) -> Wave:
    return np.random.default_rng(seed).standard_normal(samples(seconds)).astype(np.float32) * np.float32(0.3)


def envelope(n: int, *points: tuple[float, float]) -> Wave:
    """Straight lines through ``(seconds, level)`` over ``n`` samples."""
    times, levels = zip(*points, strict=True)
    return mono(np.interp(np.arange(n) / RATE, times, levels))


def smooth_size(n: int) -> int:
    """The next length that an FFT likes: a power of two, or three quarters of one."""
    power = 1 << (n - 1).bit_length()
    return power * 3 // 4 if power * 3 // 4 >= n else power


def shape(wave: Wave, gain: Callable[[Wave], NDArray[np.floating]]) -> Wave:
    """Filter a whole wave by ``gain(frequencies in Hz)``: exact, without phase shift and without scipy."""
    size = smooth_size(len(wave) + RATE // 4)
    frequencies = np.fft.rfftfreq(size, 1 / RATE).astype(np.float32)
    spectrum = np.fft.rfft(wave, size) * gain(frequencies)
    return mono(np.fft.irfft(spectrum, size)[: len(wave)])


def low_pass(wave: Wave, hz: float, order: int = 2) -> Wave:
    return shape(wave, lambda f: 1 / np.sqrt(1 + (f / hz) ** (2 * order)))


def high_pass(wave: Wave, hz: float, order: int = 2) -> Wave:
    return shape(wave, lambda f: 1 / np.sqrt(1 + (hz / np.maximum(f, 1)) ** (2 * order)))


def band(wave: Wave, low: float, high: float) -> Wave:
    return low_pass(high_pass(wave, low), high)


@functools.lru_cache(maxsize=8)
def _room_spectrum(seconds: float, dark: float, size: int, seed: int) -> NDArray[np.complex64]:
    n = samples(seconds)
    tail = np.random.default_rng(seed).standard_normal(n).astype(np.float32)
    tail *= np.exp(-6.9 * np.arange(n, dtype=np.float32) / n) * envelope(n, (0, 0), (0.012, 1))
    tail = low_pass(tail, dark)
    return np.fft.rfft(tail / np.sqrt(np.sum(tail**2)), size).astype(np.complex64)


def room(dry: Stereo, *, seconds: float = 1.4, wet: float = 0.18, dark: float = 4200) -> Stereo:
    """The same sound in a room whose echo falls by 60 dB in ``seconds``; each ear has walls of its own."""
    size = smooth_size(len(dry) + samples(seconds))
    ears = []
    for ear in (0, 1):
        spectrum = np.fft.rfft(dry[:, ear], size) * _room_spectrum(seconds, dark, size, ear + 1)
        ears.append(np.fft.irfft(spectrum, size)[: len(dry)])
    echo = np.stack(ears, axis=1).astype(np.float32)
    return dry + np.float32(wet) * echo


class Desk:
    """A mixing desk: takes waves at a time, a level and a place between the ears."""

    def __init__(self, seconds: float) -> None:
        self.bus: Stereo = np.zeros((samples(seconds), 2), dtype=np.float32)

    def add(self, wave: Wave, *, at: float = 0.0, level: float = 1.0, pan: float = 0.0) -> None:
        """Mix in one channel; ``pan`` from -1 (left) to 1 (right), equal power."""
        angle = (pan + 1) * np.pi / 4
        ears = np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)
        self.lay(wave[:, None] * ears, at=at, level=level)

    def lay(self, sound: Stereo, *, at: float = 0.0, level: float = 1.0) -> None:
        """Mix in a finished stereo sound; what lies past the end is dropped."""
        start = samples(at)
        piece = sound[: max(0, len(self.bus) - start)]
        self.bus[start : start + len(piece)] += np.float32(level) * piece


def taper(sound: Stereo, *, fade_in: float = 0.01, fade_out: float = 0.6) -> Stereo:
    """Fade the edges so that nothing begins or ends with a click."""
    seconds = len(sound) / RATE
    level = envelope(len(sound), (0, 0), (fade_in, 1), (seconds - fade_out, 1), (seconds, 0))
    return sound * (level * level)[:, None]


def loudness(sound: Stereo) -> float:
    """Root mean square of both channels; a rough stand-in for loudness, good enough to level a demo."""
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))


def master(sound: Stereo, *, rms: float = 0.12, ceiling: float = 0.9) -> Stereo:
    """Bring a mix to one level and bend what would pass the ceiling (soft above two thirds of it)."""
    lifted = sound * np.float32(rms / max(loudness(sound), 1e-9))
    knee = ceiling * 2 / 3
    over = np.abs(lifted) - knee
    bent = knee + (ceiling - knee) * np.tanh(over / (ceiling - knee))
    return mono(np.where(over > 0, np.sign(lifted) * bent, lifted))

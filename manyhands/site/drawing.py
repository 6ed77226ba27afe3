"""How numbers and tags become something to look at: paths, timecodes, sizes, directions."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from django.utils import formats
from django.utils.translation import get_language_info

BAR_WIDTH = 3
BAR_STEP = 5
KNOT_RADIUS = 4
KNOT_STEP = 17
MOST_KNOTS = 4

RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
RTL_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})


def wave_width(bars: int) -> int:
    return max(1, bars * BAR_STEP - (BAR_STEP - BAR_WIDTH))


def wave_path(peaks: Sequence[float]) -> str:
    """Bars around the middle of a ground 100 high; silence still shows as a thin line."""
    return "".join(_bar(place * BAR_STEP, peak) for place, peak in enumerate(peaks))


def _bar(x: int, peak: float) -> str:
    half = round(max(1.5, min(1.0, abs(peak)) * 50), 1)
    return f"M{x} {50 - half:g}h{BAR_WIDTH}v{2 * half:g}h-{BAR_WIDTH}z"


def knots(hands: int) -> list[int]:
    """Where the knots stand, in pixels from the start."""
    count = max(1, min(hands, MOST_KNOTS))
    return [KNOT_RADIUS + 1 + place * KNOT_STEP for place in range(count)]


def timecode(duration_ms: int) -> str:
    seconds = max(0, duration_ms // 1000)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def bytes_size(count: int) -> str:
    value, unit = float(count), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if value < 999.5 or unit == "TB":
            break
        value /= 1000
    places = 1 if value < 10 and unit not in {"B", "kB"} else 0
    return f"{formats.number_format(value, decimal_pos=places)} {unit}"


def first_letter(name: str) -> str:
    letters = unicodedata.normalize("NFC", name.strip())
    end = 1
    while end < len(letters) and unicodedata.combining(letters[end]):
        end += 1
    return letters[:end]


def direction(language: str) -> str:
    if not language:
        return "auto"
    first, *rest = language.lower().replace("_", "-").split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in RTL_SCRIPTS else "ltr"
    return "rtl" if first in RTL_LANGUAGES else "ltr"


def language_name(language: str) -> str:
    try:
        return str(get_language_info(language)["name_translated"])
    except KeyError:
        return language

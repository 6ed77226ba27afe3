"""What a handle looks like: two handles with the same skeleton cannot be told apart by eye.

Unicode Technical Standard 39, section 4, on the table of the package ``confusable_homoglyphs``. The table
lists look-alikes both ways, so the one that stands for all of them has to be found again.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from confusable_homoglyphs.confusables import confusables_data

LEFT_TO_RIGHT_MARK = "\u200e"  # the table wraps right-to-left letters in it
ROUNDS = 4  # “0” looks like “O”, whose small letter is “o”: three rounds settle every letter there is


@cache
def _prototype(letter: str) -> str:
    """The one look-alike that stands for a letter: “l” for “1”, “rn” for “m”."""
    others = _look_alikes(letter)
    if len(others) != 1:
        return letter
    (other,) = others
    if len(_look_alikes(other)) > 1 or len(other) > 1:
        return other
    return min(letter, other)


def _look_alikes(text: str) -> list[str]:
    wrapped = f"{LEFT_TO_RIGHT_MARK}{text}{LEFT_TO_RIGHT_MARK}"
    found = confusables_data.get(text) or confusables_data.get(wrapped) or []
    return [entry["c"].replace(LEFT_TO_RIGHT_MARK, "") for entry in found]


def skeleton(handle: str) -> str:
    """What a handle looks like, as a string that equals that of everything it can be mistaken for."""
    text = handle
    for _ in range(ROUNDS):
        parts = unicodedata.normalize("NFD", text).lower()
        text = "".join(_prototype(letter) for letter in parts)
    return text.lower().replace("-", "_")  # told apart by eye, but not by ear or from memory

"""What a handle, a name and an age must be. Values in, values out: nothing here reads the database."""

from __future__ import annotations

import re
import unicodedata

from confusable_homoglyphs.categories import unique_aliases

from manyhands.core.errors import Problem
from manyhands.people.confusables import skeleton

HANDLE_LENGTH = range(2, 31)
SKELETON_LENGTH = 210  # a Hangul syllable can take seven letters apart
MARKS_IN_A_ROW = 3  # nukta, vowel sign and anusvara on one Devanagari letter; more is decoration
ADULT_AGE = 18
BIRTH_YEAR_LENGTH = 120  # nobody older has been known to need an account

LETTERS = frozenset({"Ll", "Lo", "Lm"})
MARKS = frozenset({"Mn", "Mc"})
JOINTS = frozenset("_-")

# Writing systems that use several scripts at once count as one (UTS 39, “highly restrictive”).
EVERYWHERE = frozenset({"COMMON", "INHERITED"})
WRITING_SYSTEMS = (
    frozenset({"HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"HAN", "HANGUL"}),
    frozenset({"HAN", "BOPOMOFO"}),
)

FORMER = "former-"  # what the handles of people who left begin with
OFFICES = """
    abuse account accounts admin administrator all anonymous anyone api approval billing company conduct
    contact curator director everybody everyone here help hostmaster info join mail mailer-daemon manyhands
    me member members moderation moderator money new nobody null official operator owner people postmaster
    privacy producer root security settings sign-in sign-out site somebody staff support system team tech
    undefined unknown webmaster works you
"""
RESERVED = frozenset(OFFICES.split())

# Controls that turn the order of the letters around them: a credit line must not be able to swap two names.
DIRECTION = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060\u3164\ufeff\uffa0")
JOINERS = frozenset("\u200c\u200d")  # Persian and Indic spelling and family emoji need them

# Each browser also claims to be those below it.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def handle_key(text: str) -> str:
    """How a handle is written down, whatever way it was typed: NFKC, small letters, without a leading @."""
    text = unicodedata.normalize("NFKC", text).strip().removeprefix("@").lower()
    return unicodedata.normalize("NFKC", text)


def handle_problems(handle: str) -> list[Problem]:
    """Everything that is wrong with a handle (as :func:`handle_key` writes it).

    Codes: ``length``, ``characters`` (with ``characters``), ``ends``, ``letter``, ``marks``, ``digits``,
    ``scripts``, ``reserved``.
    """
    if len(handle) not in HANDLE_LENGTH:
        return [Problem("length", {"least": HANDLE_LENGTH.start, "most": HANDLE_LENGTH.stop - 1})]
    foreign = sorted({letter for letter in handle if not _may_stand(letter)})
    if foreign:
        return [Problem("characters", {"characters": " ".join(foreign)})]
    checks = {
        "ends": not (
            JOINTS & {handle[0], handle[-1]} or _is_mark(handle[0]) or re.search(r"[_-]{2}", handle)
        ),
        "letter": any(unicodedata.category(letter) in LETTERS for letter in handle),
        "marks": _longest_marks(handle) <= MARKS_IN_A_ROW,
        "digits": len({_zero(digit) for digit in handle if digit.isdecimal()}) <= 1,
        "scripts": is_one_script(handle),
        "reserved": not is_reserved(handle),
    }
    return [Problem(code) for code, fine in checks.items() if not fine]


def is_one_script(text: str) -> bool:
    """Whether all letters belong to one writing system, so that no Cyrillic “а” hides in a Latin word."""
    scripts: set[str] = unique_aliases(text) - EVERYWHERE  # type: ignore[no-untyped-call]
    return len(scripts) <= 1 or any(scripts <= system for system in WRITING_SYSTEMS)


def is_reserved(handle: str) -> bool:
    """Whether a handle would pass for an office, for an address of the site, or for somebody who left."""
    return handle.startswith(FORMER) or skeleton(handle) in _reserved_skeletons


def clean_name(text: str) -> str:
    """A name as it may stand in a credit line: one line, no controls, else as its owner writes it."""
    return " ".join(clean_words(text).split())


def clean_words(text: str) -> str:
    """Words of several lines without controls, unseen letters, and piles of marks that no script has."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = "".join(letter for letter in text if _may_be_said(letter))
    return re.sub(r"\n{3,}", "\n\n", _without_piles(seen)).strip()


def is_name(text: str) -> bool:
    """Whether anything of a cleaned name can be seen."""
    return any(unicodedata.category(letter)[0] in "LNS" for letter in text)


def is_old_enough(birth_year: int, *, age: int, year: int) -> bool:
    """Whether somebody born in a year is surely that old.

    Only the year is known and kept, so the year in which a birthday falls does not count yet.
    """
    return age == 0 or year - birth_year > age


def is_birth_year(birth_year: int, *, year: int) -> bool:
    """Whether somebody alive in ``year`` may have been born then."""
    return year - BIRTH_YEAR_LENGTH <= birth_year <= year


def latest_adult_birth_year(*, year: int) -> int:
    """The last year in which somebody can have been born who is surely an adult in ``year``."""
    return year - ADULT_AGE - 1


def device_of(user_agent: str) -> str:
    """What somebody would call this device: “Firefox, Linux”. Versions would only tell people apart."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return ", ".join(filter(None, [browser, system]))


def is_language_tag(text: str) -> bool:
    """Whether a text has the form of a BCP 47 language, with script and region at most."""
    return re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", text) is not None


def _may_stand(letter: str) -> bool:
    category = unicodedata.category(letter)
    return letter in JOINTS or category in LETTERS or category in MARKS or category == "Nd"


def _may_be_said(letter: str) -> bool:
    if letter in "\n\t" or letter in JOINERS:
        return True
    hidden = letter in DIRECTION or letter in UNSEEN or "\U000e0000" <= letter <= "\U000e0fff"
    return not hidden and unicodedata.category(letter) not in {"Cc", "Cs", "Cn"}


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in MARKS


def _longest_marks(text: str) -> int:
    longest = length = 0
    for letter in text:
        length = length + 1 if _is_mark(letter) else 0
        longest = max(longest, length)
    return longest


def _without_piles(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(letter)
    return "".join(kept)


def _zero(digit: str) -> int:
    """The code point of the zero of a digit's system."""
    return ord(digit) - unicodedata.decimal(digit)


_reserved_skeletons = frozenset(map(skeleton, RESERVED))

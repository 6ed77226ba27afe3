"""Why a file is refused: a code with values, and one table of sentences that Django wraps in gettext.

A refusal is final: the bytes will not get better by trying again. What may pass by itself (no jail on
this machine, a full disk) is an ordinary exception, and the job is retried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def _(text: str) -> str:
    """Mark a sentence for the translators; this room's pure half knows no Django."""
    return text


@dataclass(frozen=True)
class Refusal:
    """Why we do not take a file. Values are numbers or short names of ours, never words from the file."""

    code: str
    values: Mapping[str, int | str] = field(default_factory=dict)


class Refused(Exception):
    """Raised where a file turns out to be one that we do not take."""

    def __init__(self, code: str, **values: int | str) -> None:
        if code not in SENTENCES:
            raise KeyError(code)
        super().__init__(code, values)
        self.refusal = Refusal(code, values)


# %(name)s is the owner's name of the file, which only the caller knows. A value that ends in _ms can also be
# written without it, as a clock time: claimed_ms=288000 gives %(claimed)s = 4:48.
SENTENCES: dict[str, str] = {
    "empty": _("“%(name)s” is empty (0 bytes). Choose the file again."),
    "truncated": _("“%(name)s” says %(claimed)s but holds %(held)s; upload it again."),
    "broken_off": _("“%(name)s” breaks off after %(held)s; upload it again."),
    "unfinished": _(
        "“%(name)s” was not finished by the program that wrote it, or only a part arrived; upload it again."
    ),
    "picture_cut": _("Only a part of the picture “%(name)s” arrived; upload it again."),
    "damaged": _("“%(name)s” cannot be read as %(container)s; export it again and upload the new file."),
    "codec_unknown": _(
        "“%(name)s” holds %(codec)s, which cannot be played here. "
        "Export it as H.264 with AAC, or as WAV or FLAC."
    ),
    "nothing_to_play": _("“%(name)s” holds neither sound nor picture."),
    "damaged_here": _("“%(name)s” was damaged on our disk, not by you. Upload it again."),
    "no_jail": _(
        "“%(name)s” is kept, but nothing here can open it safely, so it is not shown yet. "
        "It is tried again by itself once the operator has seen to that."
    ),
    "stopped_the_program": _(
        "“%(name)s” stopped the program that prepares media %(attempts)s times; it is set aside. "
        "Export it again as %(format)s and upload that."
    ),
    "given_up": _(
        "“%(name)s” could not be prepared in %(attempts)s attempts, through no fault that we found in it. "
        "Try again later, or export it as %(format)s."
    ),
    "too_many_pixels": _(
        "“%(name)s” is %(width)s × %(height)s pixels; the limit is %(limit)s million pixels."
    ),
    "too_long": _("“%(name)s” lasts %(held)s; the limit is %(limit)s."),
    "too_many_frames": _(
        "“%(name)s” has %(frames)s frames of %(width)s × %(height)s pixels, "
        "more than can be worked through here."
    ),
    "too_many_streams": _("“%(name)s” holds %(streams)s tracks; the limit is %(limit)s."),
    "too_much_work": _("“%(name)s” takes more computing time to open than one file may have."),
    "too_much_memory": _("“%(name)s” takes more memory to open than one file may have."),
    "too_much_output": _("“%(name)s” unfolds into more data than one file may."),
    "decoder_died": _("The decoder gave up on “%(name)s”. Export it again, or upload it as an attachment."),
    "came_out_wrong": _(
        "“%(name)s” came out as %(made)s instead of %(wanted)s when it was converted; upload it again."
    ),
    "not_utf8": _("“%(name)s” is not UTF-8 text. Save it as UTF-8 and upload it again."),
    "captions_begin": _("“%(name)s” begins neither with WEBVTT nor as SubRip does."),
    "captions_empty": _("“%(name)s” holds no captions."),
    "captions_time": _(
        "Line %(line)s of “%(name)s” should say when a caption is shown, like 00:01:02.500 --> 00:01:04.000."
    ),
    "captions_order": _(
        "Line %(line)s of “%(name)s”: this caption ends before it begins, or begins before the one above it."
    ),
    "captions_markup": _(
        "Line %(line)s of “%(name)s” holds <%(tag)s, which captions do not know. "
        "Write &lt; for the sign itself; for looks there are <b>, <i>, <u>, <c>, <v>, <lang> and <ruby>."
    ),
    "text_too_long": _("“%(name)s” has %(characters)s characters; the limit is %(limit)s."),
}


def clock(milliseconds: int) -> str:
    """Say a length as people do: 4:48, 1:02:05, and 0.4 s where a clock would say 0:00."""
    if 0 < milliseconds < 1000:
        return f"{milliseconds / 1000:.1f} s"
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def sentence(refusal: Refusal, *, name: str, translate: Callable[[str], str] = str) -> str:
    """Say a refusal to the owner of the file.

    :param name: what the owner calls the file
    :param translate: gettext, where there is one
    """
    words: dict[str, int | str] = {"name": name, **refusal.values}
    for key, value in refusal.values.items():
        if key.endswith("_ms"):
            words[key.removesuffix("_ms")] = clock(int(value))
    return translate(SENTENCES[refusal.code]) % words

"""Captions: WebVTT and SubRip read strictly, and written down anew as WebVTT with nothing else in it.

Whatever is wrong is refused with the number of its line. Notes, styles and regions are left out: a reader's
browser lays captions out, and what their writer noted is not for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manyhands.media.refusals import Refused

# A language at the end of a file's name, as programs write it: "rain.pt-BR.vtt".
_LANGUAGE = re.compile(r"\.([A-Za-z]{2}(?:-[A-Za-z0-9]{2,8})*)\.(?:vtt|srt)$", re.IGNORECASE)
_SRT = re.compile(r"\ufeff?\s*\d+[ \t]*\r?\n\d{1,2}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")

_VTT_TIMES = re.compile(
    r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
    r"(?:[ \t]+(.*))?"
)
_SRT_TIMES = re.compile(
    r"(\d{1,2}):([0-5]?\d):([0-5]?\d)[,.](\d{1,3})[ \t]*-->[ \t]*"
    r"(\d{1,2}):([0-5]?\d):([0-5]?\d)[,.](\d{1,3})(.*)"
)
_SETTING = re.compile(
    r"vertical:(rl|lr)|line:-?\d{1,3}(\.\d+)?%?(,(start|center|end))?|align:(start|center|end|left|right)"
    r"|position:\d{1,3}(\.\d+)?%(,(line-left|center|line-right))?|size:\d{1,3}(\.\d+)?%"
)
_TAG = re.compile(r"</?(b|i|u|ruby|rt|c|v|lang)(\.[\w-]+)*([ \t][^<>]*)?>|<(\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}>")
_SRT_TAG = re.compile(r"</?[biu]>", re.IGNORECASE)
_SRT_LOOKS = re.compile(r"</?font[^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)
_LEFT_OUT = ("NOTE", "STYLE", "REGION")

_Block = list[tuple[int, str]]  # lines with their numbers, from 1


@dataclass(frozen=True)
class Cue:
    """What is shown from one moment to another. ``lines`` hold the markup of WebVTT."""

    start_ms: int
    end_ms: int
    settings: str
    lines: tuple[str, ...]


def is_subrip(text: str) -> bool:
    """Whether a text begins as SubRip does: a number, then two times."""
    return _SRT.match(text) is not None


def language_of(name: str) -> str:
    """The language (BCP 47) that the name of a file ends with, "" if it says none."""
    found = _LANGUAGE.search(name)
    return found[1] if found else ""


def in_language(name: str, language: str) -> str:
    """The same name, saying this language; "" says none."""
    found = _LANGUAGE.search(name)
    stem, _dot, ending = name.rpartition(".")
    stem = name[: found.start()] if found else stem or name
    ending = ending if ending.lower() in {"vtt", "srt"} else "vtt"
    return f"{stem}.{language}.{ending}" if language else f"{stem}.{ending}"


def to_webvtt(text: str) -> str:
    """Read captions, and write them down as WebVTT.

    :param text: normalised: lines end with a line feed
    :raises Refused: ``captions_begin``, ``captions_time``, ``captions_order``, ``captions_markup``,
        ``captions_empty``
    """
    written = ["WEBVTT"]
    for cue in read(text):
        times = f"{_clock(cue.start_ms)} --> {_clock(cue.end_ms)} {cue.settings}".rstrip()
        written.append("\n".join([times, *cue.lines]))
    return "\n\n".join(written) + "\n"


def read(text: str) -> list[Cue]:
    """Read the captions of a text, in their order.

    :raises Refused: as ``to_webvtt`` says
    """
    is_vtt = re.match(r"\ufeff?WEBVTT(?:[ \t\n]|$)", text) is not None
    if not is_vtt and not is_subrip(text):
        raise Refused("captions_begin")
    cues: list[Cue] = []
    for block in _blocks(text):
        if is_vtt and (block[0][0] == 1 or block[0][1].startswith(_LEFT_OUT)):
            continue
        cues.append(_cue(block, is_vtt=is_vtt))
        if cues[-1].end_ms <= cues[-1].start_ms or (len(cues) > 1 and cues[-1].start_ms < cues[-2].start_ms):
            raise Refused("captions_order", line=_times_at(block))
    if not cues:
        raise Refused("captions_empty")
    return cues


def _blocks(text: str) -> Iterator[_Block]:
    """Blank lines part them."""
    block: _Block = []
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        if line.strip():
            block.append((number, line.rstrip()))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _times_at(block: _Block) -> int:
    """The number of the line with the times: the first, or the one behind the name of the cue."""
    second = len(block) > 1 and "-->" not in block[0][1] and "-->" in block[1][1]
    return block[1 if second else 0][0]


def _cue(block: _Block, *, is_vtt: bool) -> Cue:
    at = _times_at(block)
    times, *said = [(number, line) for number, line in block if number >= at]
    found = (_VTT_TIMES if is_vtt else _SRT_TIMES).fullmatch(times[1].strip())
    if found is None:
        raise Refused("captions_time", line=at)
    settings = [each for each in (found[9] or "").split() if _SETTING.fullmatch(each)]
    return Cue(
        start_ms=_ms(found.groups()[:4]),
        end_ms=_ms(found.groups()[4:8]),
        settings=" ".join(settings),
        lines=tuple(_said(line, number, is_vtt=is_vtt) for number, line in said),
    )


def _ms(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + int((rest or "").ljust(3, "0"))


def _said(line: str, number: int, *, is_vtt: bool) -> str:
    if "-->" in line:
        raise Refused("captions_time", line=number)
    return _checked(line, number) if is_vtt else _from_subrip(line)


def _checked(line: str, number: int) -> str:
    """Nothing may begin like a tag that is none of WebVTT's."""
    rest = _TAG.sub("", line)
    if "<" in rest:
        tag = re.match(r"</?([\w-]*)", rest[rest.index("<") :])
        raise Refused("captions_markup", line=number, tag=tag[1] if tag else "")
    return line


def _from_subrip(line: str) -> str:
    """Bold, italic and underline are the same in both; colours and places are left out; the rest is words."""
    parts = re.split(f"({_SRT_TAG.pattern})", _SRT_LOOKS.sub("", line), flags=re.IGNORECASE)
    return "".join(
        part.lower() if _SRT_TAG.fullmatch(part) else part.replace("&", "&amp;").replace("<", "&lt;")
        for part in parts
    )


def _clock(ms: int) -> str:
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"

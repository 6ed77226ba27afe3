"""Reading WordprocessingML (ISO 29500): the words that stand, not those a reviewer struck, nor comments."""

from __future__ import annotations

import re

from manyhands.media.inside.paper import Paper

WORDS = "word/document.xml"
STYLES = "word/styles.xml"
_OURS = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_UNSAID = {"del", "moveFrom"}
_OFF = {"0", "false", "off", "none"}
_HEADING = re.compile(r"heading ([1-9])")


def _local(name: str) -> str:
    """The name of an element or attribute of WordprocessingML; empty for others."""
    space, _, local = name.rpartition(" ")
    return local if space in _OURS else ""


def _value(attributes: dict[str, str], wanted: str = "val") -> str:
    return next((value for name, value in attributes.items() if _local(name) == wanted), "")


class Styles:
    """Which styles are headings. Their ids are in the language of the program; their names are not."""

    def __init__(self) -> None:
        self.headings: dict[str, int] = {}
        self._style = ""

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "style":
            self._style = _value(attributes, "styleId")
        elif local == "name" and self._style:
            called = _value(attributes).lower()
            if found := _HEADING.fullmatch(called):
                self.headings[self._style] = int(found[1])
            elif called == "title":
                self.headings[self._style] = 1

    def says(self, words: str) -> None:
        pass

    def ends(self, name: str) -> None:
        if _local(name) == "style":
            self._style = ""


class Words:
    """Writes the paragraphs of the body down."""

    def __init__(self, paper: Paper, headings: dict[str, int]) -> None:
        self._paper, self._headings = paper, headings
        self._heading = self._item = self._hidden = 0
        self._is_said = self._bold = self._italic = self._in_run = False

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local in _UNSAID or name == _FALLBACK or self._hidden:
            self._hidden += 1
        elif local == "p":
            self._paper.close(heading=self._heading, item=self._item)
            self._heading = self._item = 0
        elif local == "r":
            self._in_run, self._bold, self._italic = True, False, False
        elif local in {"b", "i"} and self._in_run:
            is_on = _value(attributes) not in _OFF
            self._bold, self._italic = (is_on, self._italic) if local == "b" else (self._bold, is_on)
        else:
            self._more(local, attributes)

    def _more(self, local: str, attributes: dict[str, str]) -> None:
        if local == "t":
            self._is_said = True
        elif local in {"tab", "br", "cr"} and self._in_run:
            self._paper.say(" " if local == "tab" else "\n")
        elif local == "pStyle":
            self._heading = self._headings.get(_value(attributes), 0)
        elif local == "ilvl":
            level = _value(attributes)
            self._item = 1 + (int(level) if level.isdecimal() and len(level) == 1 else 0)

    def says(self, words: str) -> None:
        if self._is_said and not self._hidden:
            self._paper.say(words, bold=self._bold, italic=self._italic)

    def ends(self, name: str) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        local = _local(name)
        if local == "t":
            self._is_said = False
        elif local == "r":
            self._in_run = self._bold = self._italic = False
        elif local == "p":
            self._paper.close(heading=self._heading, item=self._item)
            self._heading = self._item = 0

"""Reading OpenDocument text (ISO 26300): the words that stand; not those struck by a reviewer, nor notes
about them.
"""

from __future__ import annotations

from manyhands.media.inside.paper import Paper

WORDS = "content.xml"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0 "
_UNSAID = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}sequence-decls"}
_MOST_SPACES = 100


class Words:
    """Writes the paragraphs of the body down."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._styles: dict[str, tuple[bool, bool]] = {}  # bold and italic by the name of a style
        self._style = ""
        self._spans: list[tuple[bool, bool]] = []
        self._heading = self._item = self._hidden = self._open = 0

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        if name in _UNSAID or self._hidden:
            self._hidden += 1
        elif name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif name == f"{_STYLE}text-properties":
            bold = attributes.get(f"{_FO}font-weight", "") in {"bold", "600", "700", "800", "900"}
            self._styles[self._style] = (bold, attributes.get(f"{_FO}font-style", "") == "italic")
        elif name.startswith(_TEXT):
            self._text(name.removeprefix(_TEXT), attributes)

    def _text(self, local: str, attributes: dict[str, str]) -> None:
        if local in {"p", "h"}:
            self._paper.close(item=self._item)
            level = attributes.get(f"{_TEXT}outline-level", "1")
            self._heading = int(level) if local == "h" and level.isdecimal() and len(level) == 1 else 0
            self._open += 1
        elif local == "list-item":
            self._item += 1
        elif local == "span":
            self._spans.append(self._styles.get(attributes.get(f"{_TEXT}style-name", ""), (False, False)))
        elif local == "s":
            count = attributes.get(f"{_TEXT}c", "1")
            self._paper.say(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif local in {"tab", "line-break"}:
            self._paper.say(" " if local == "tab" else "\n")

    def says(self, words: str) -> None:
        if self._open and not self._hidden:
            bold, italic = self._spans[-1] if self._spans else (False, False)
            self._paper.say(words.replace("\n", " "), bold=bold, italic=italic)

    def ends(self, name: str) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        local = name.removeprefix(_TEXT) if name.startswith(_TEXT) else ""
        if local in {"p", "h"}:
            self._paper.close(heading=self._heading, item=self._item)
            self._heading, self._open = 0, self._open - 1
        elif local == "list-item":
            self._item -= 1
        elif local == "span":
            self._spans.pop()

"""Words as they come out of a document, set down as Markdown: headings, lists, emphasis, line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby

from manyhands.media.refusals import Refused

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<])")
_BEGINS_SOMETHING = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|~{3,}|=+\s*$|-{2,}\s*$)")
_BEGINS_A_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


@dataclass
class Paper:
    """Takes words run by run and closes them paragraph by paragraph.

    :param longest: characters that are taken
    """

    longest: int
    _paragraphs: list[str] = field(default_factory=list)
    _runs: list[tuple[str, str]] = field(default_factory=list)  # words and their marks: "", *, ** or ***
    _taken: int = 0
    _was_item: bool = False

    def say(self, words: str, *, bold: bool = False, italic: bool = False) -> None:
        """
        :raises Refused: ``text_too_long``
        """
        self._taken += len(words)
        if self._taken > self.longest:
            raise Refused("text_too_long", characters=self._taken, limit=self.longest)
        self._runs.append((words, "**" * bold + "*" * italic))

    def close(self, *, heading: int = 0, item: int = 0) -> None:
        """End the paragraph.

        :param heading: its level, 1 to 6; 0 is none
        :param item: how deep it stands in a list, from 1; 0 is none
        """
        marked = "".join(
            _mark("".join(words for words, _ in runs), "" if heading else marks)
            for marks, runs in groupby(self._runs, key=lambda run: run[1])
        )
        self._runs.clear()
        lines = [_plain_beginning(line.strip()) for line in marked.split("\n")]
        whole = "\\\n".join(lines).strip("\\\n ")
        if not whole:
            return
        if heading:
            whole = "#" * min(heading, 6) + " " + whole.replace("\\\n", " ")
        elif item:
            whole = "  " * (item - 1) + "- " + whole.replace("\\\n", " ")
        joint = "\n" if item and self._was_item else "\n\n"
        self._paragraphs.append((joint if self._paragraphs else "") + whole)
        self._was_item = bool(item)

    def text(self) -> str:
        self.close()
        return "".join(self._paragraphs) + "\n" if self._paragraphs else ""


def _mark(words: str, marks: str) -> str:
    """Put marks around the words, not around the spaces at their ends or across lines."""
    escaped = _MEANS_SOMETHING.sub(r"\\\1", words.replace("\t", " "))
    if not marks:
        return escaped
    return "\n".join(_mark_line(line, marks) for line in escaped.split("\n"))


def _mark_line(line: str, marks: str) -> str:
    core = line.strip()
    if not core:
        return line
    before, _, after = line.partition(core)
    return f"{before}{marks}{core}{marks}{after}"


def _plain_beginning(line: str) -> str:
    """What a line begins with means itself, not a heading or a list."""
    line = _BEGINS_A_NUMBER.sub(r"\1\\\2", line)
    return "\\" + line if _BEGINS_SOMETHING.match(line) else line

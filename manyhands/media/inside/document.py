"""The words of a document: out of one or two parts of its zip, which is never unpacked as a whole."""

from __future__ import annotations

import codecs
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, Protocol
from xml.parsers import expat

from manyhands.media.inside import docx, odt
from manyhands.media.inside.paper import Paper
from manyhands.media.refusals import Refused

SOURCE = "in/media"

# What zip calls its files in; it is loaded on first use, when the walls already stand.
codecs.lookup("cp437")
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_MOST_PARTS = 5_000
_LARGEST_PART = 64 * 1024 * 1024  # a million words of XML with every word in a run of its own
_STEEPEST = 200  # times that XML may unfold; writing programs reach 20, bombs 1000
_UNSUSPECTED = 4 * 1024 * 1024  # below this, how steep does not matter
_DEEPEST = 250  # elements within each other
_CHUNK = 64 * 1024


class Reader(Protocol):
    """What is told of the elements of a part, in their order."""

    def begins(self, name: str, attributes: dict[str, str]) -> None: ...
    def says(self, words: str) -> None: ...
    def ends(self, name: str) -> None: ...


def main(container: str, longest: int) -> str:
    """Give the words as Markdown.

    :raises Refused: it is no such document, is locked, or unfolds into too much
    """
    paper = Paper(longest)
    try:
        with zipfile.ZipFile(SOURCE) as packed:
            if len(packed.infolist()) > _MOST_PARTS:
                raise Refused("too_much_output")
            if container == "docx":
                styles = docx.Styles()
                _read(packed, docx.STYLES, styles, is_needed=False)
                _read(packed, docx.WORDS, docx.Words(paper, styles.headings))
            else:
                _read(packed, odt.WORDS, odt.Words(paper))
    except _BROKEN as error:
        raise Refused("damaged", container=container) from error
    return paper.text()


_BROKEN: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, ValueError, OSError, EOFError),
    *(NotImplementedError, RuntimeError),  # packed in a way we do not know; locked by a password
)


def _read(packed: zipfile.ZipFile, part: str, reader: Reader, *, is_needed: bool = True) -> None:
    """Let the reader see a part, as far as it may unfold."""
    if not is_needed and part not in packed.namelist():
        return
    about = packed.getinfo(part)
    if about.compress_type not in _PACKED:
        raise Refused("damaged", container="document")
    parser = _parser(reader)
    size = 0
    with packed.open(about) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            steep = size > _UNSUSPECTED and size > _STEEPEST * max(1, about.compress_size)
            if size > _LARGEST_PART or steep:
                raise Refused("too_much_output")
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _parser(reader: Reader) -> expat.XMLParserType:
    """Names come as "namespace name". No document type, so there are no entities, here or elsewhere."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def begins(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Refused("too_much_output")
        reader.begins(name, attributes)

    def ends(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.ends(name)

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.CharacterDataHandler = reader.says
    parser.StartDoctypeDeclHandler = _refuse_entities()
    return parser


def _refuse_entities() -> Callable[..., Any]:
    def refuse(*_declared: object) -> None:
        raise Refused("damaged", container="document")

    return refuse

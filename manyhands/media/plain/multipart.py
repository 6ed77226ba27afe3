"""``multipart/form-data`` (RFC 7578), read as it comes. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.http import parse_header_parameters

LONGEST_HEADERS = 8192
LONGEST_BOUNDARY = 200


class Malformed(Exception):
    """This is no multipart form."""


@dataclass(frozen=True)
class Begin:
    """A field begins. ``filename`` is None where it holds words, and empty where no file was chosen."""

    name: str
    filename: str | None
    media_type: str = ""


@dataclass(frozen=True)
class Data:
    """Some bytes of the field."""

    data: bytes


@dataclass(frozen=True)
class End:
    """The field is whole."""


Event = Begin | Data | End


class _At(Enum):
    PREAMBLE = auto()
    DELIMITER = auto()
    HEADERS = auto()
    BODY = auto()
    EPILOGUE = auto()


def boundary_of(content_type: str) -> bytes:
    """
    :raises Malformed: there is none
    """
    _kind, options = parse_header_parameters(content_type)
    boundary = str(options.get("boundary", "")).encode("ascii", "ignore")
    if not 0 < len(boundary) <= LONGEST_BOUNDARY:
        raise Malformed
    return boundary


class Parser:
    """Takes the bytes of a body in pieces of any size; holds back no more than one delimiter's length."""

    def __init__(self, boundary: bytes) -> None:
        self._delimiter = b"\r\n--" + boundary
        self._buffer = bytearray(b"\r\n")  # so that the first delimiter looks like all others
        self._at = _At.PREAMBLE

    @property
    def ended(self) -> bool:
        return self._at is _At.EPILOGUE

    def feed(self, data: bytes) -> Iterator[Event]:
        """
        :raises Malformed: what comes cannot be a form
        """
        self._buffer += data
        while True:
            before = self._at
            if before in {_At.PREAMBLE, _At.BODY}:
                yield from self._until_delimiter()
            elif before is _At.DELIMITER:
                self._after_delimiter()
            elif before is _At.HEADERS:
                yield from self._headers()
            else:
                self._buffer.clear()
            if self._at is before:  # more is needed to go on
                return

    def _until_delimiter(self) -> Iterator[Event]:
        found = self._buffer.find(self._delimiter)
        end = found if found >= 0 else max(0, len(self._buffer) - len(self._delimiter) + 1)
        data = bytes(self._buffer[:end])
        del self._buffer[: end + (len(self._delimiter) if found >= 0 else 0)]
        if self._at is _At.BODY:
            if data:
                yield Data(data)
            if found >= 0:
                yield End()
        if found >= 0:
            self._at = _At.DELIMITER

    def _after_delimiter(self) -> None:
        two = bytes(self._buffer[:2])
        if len(two) < 2:
            return
        if two not in {b"--", b"\r\n"}:
            raise Malformed
        self._at = _At.EPILOGUE if two == b"--" else _At.HEADERS
        del self._buffer[:2]

    def _headers(self) -> Iterator[Event]:
        found = self._buffer.find(b"\r\n\r\n")
        if found > LONGEST_HEADERS or (found < 0 and len(self._buffer) > LONGEST_HEADERS):
            raise Malformed
        if found < 0:
            return
        lines = bytes(self._buffer[:found]).decode("utf-8", "replace").split("\r\n")
        del self._buffer[: found + 4]
        self._at = _At.BODY
        yield _begin(lines)


def _begin(lines: list[str]) -> Begin:
    headers = {
        name.strip().lower(): value.strip() for name, _colon, value in (each.partition(":") for each in lines)
    }
    kind, options = parse_header_parameters(headers.get("content-disposition", ""))
    if kind != "form-data" or "name" not in options:
        raise Malformed
    filename = options.get("filename")
    return Begin(
        _unescaped(options["name"]),
        None if filename is None else _unescaped(filename),
        headers.get("content-type", ""),
    )


def _unescaped(text: str) -> str:
    """Browsers escape exactly these three (HTML, multipart/form-data encoding algorithm)."""
    return text.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")

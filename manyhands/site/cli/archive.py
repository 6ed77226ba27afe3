"""The one file that a whole company fits into: a tar of a description, the keys, the database and every blob.

It is written and read as a stream, in this order, so that it can go through a pipe to another machine or
through an encryption program:

    company.json    what it is, and the hash of the database's dump
    keys.json       what signs sessions and media addresses
    database.dump   PostgreSQL's custom format
    blobs/<sha256>  as often as there are blobs
"""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any

from manyhands.core.trouble import Trouble

FORMAT = 1
DESCRIPTION, KEYS, DUMP, BLOBS = "company.json", "keys.json", "database.dump", "blobs/"


@dataclass(frozen=True)
class Description:
    """What a backup says about itself."""

    format: int
    name: str
    uid: str
    made_at: str
    postgres: str
    migrations: list[str]
    dump_sha256: str
    blobs: int
    blob_bytes: int


def add_text(tar: tarfile.TarFile, name: str, content: dict[str, Any]) -> None:
    add_stream(tar, name, io.BytesIO(text := json.dumps(content, indent=1).encode()), len(text))


def add_stream(tar: tarfile.TarFile, name: str, source: IO[bytes], size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    tar.addfile(entry, source)


def describe(tar: tarfile.TarFile, description: Description) -> None:
    add_text(tar, DESCRIPTION, asdict(description))


class Chunks(io.RawIOBase):
    """A file to read from, made of chunks that come one after the other."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._rest = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            try:
                self._rest = next(self._chunks)
            except StopIteration:
                return 0
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


class Reader:
    """Takes the parts out of a backup in the order in which they were put in."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def text(self, name: str) -> dict[str, Any]:
        return dict(json.loads(self.stream(name).read()))

    def description(self) -> Description:
        said = self.text(DESCRIPTION)
        if said.get("format") != FORMAT:
            raise Trouble(f"This backup is of format {said.get('format')}; this Manyhands reads {FORMAT}.")
        return Description(**said)

    def stream(self, name: str) -> IO[bytes]:
        entry = self._next()
        if entry is None or entry.name != name:
            raise damaged(f"it has no {name} where there must be one")
        return self._open(entry)

    def blobs(self) -> Iterator[tuple[str, IO[bytes]]]:
        """The hash that each blob is named by, and its bytes."""
        while (entry := self._next()) is not None:
            if not entry.name.startswith(BLOBS):
                raise damaged(f"there is a {entry.name} among the blobs")
            yield entry.name.removeprefix(BLOBS), self._open(entry)

    def _next(self) -> tarfile.TarInfo | None:
        try:
            return self._tar.next()
        except tarfile.TarError:
            raise damaged("it was cut off, or is no backup") from None

    def _open(self, entry: tarfile.TarInfo) -> IO[bytes]:
        stream = self._tar.extractfile(entry)
        if stream is None:
            raise damaged(f"{entry.name} is no file")
        return stream


def damaged(how: str) -> Trouble:
    return Trouble(f"This backup cannot be used: {how}.")


def postgres_environment(parameters: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """A libpq connection string, and the password by the environment: everybody may read arguments."""
    from psycopg.conninfo import make_conninfo

    password = str(parameters.get("password") or "")
    known = {"dbname", "user", "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "options"}
    said = {name: value for name, value in parameters.items() if name in known and value}
    return make_conninfo(**said), {**os.environ, "PGPASSWORD": password}

"""What every store promises, and how it says no."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

CHUNK = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Damaged(Exception):
    """Bytes do not hash to the name that they have or should get."""


class Gone(Exception):
    """The store does not hold these bytes (any more)."""


@dataclass(frozen=True)
class Stored:
    """One blob as the store sees it, for audits and sweepers. ``age_s`` is by the store's own clock."""

    sha256: str
    size: int
    age_s: float


class Store(Protocol):
    """Write-once bytes by hash. Every method may be called from many threads and processes at once."""

    def put_file(self, path: Path, sha256: str) -> bool:
        """Keep a copy of the file under its hash; durable when this returns, whole or not there at all.

        The bytes are hashed as they are copied, and what is already there is left as it is.

        :returns: whether it is new here
        :raises Damaged: the file does not hash to ``sha256``
        :raises OSError: nothing was kept, for example because the disk is full
        """

    def adopt_file(self, path: Path, sha256: str) -> bool:
        """Keep a file that was hashed while it was written, is synced, and that nobody will write to again.

        A folder on the same disk links it instead of copying: 20 GB take as long as 20 bytes. The hash is
        believed here and proven when the bytes are read back, before anything is made from them.

        :returns: whether it is new here
        :raises OSError: nothing was kept
        """

    def exists(self, sha256: str) -> bool: ...

    def size_of(self, sha256: str) -> int:
        """
        :raises Gone: it is not here
        """

    def path_of(self, sha256: str) -> Path | None:
        """Give the file on this machine, for fronts and decoders that read files; None in a bucket.

        :raises Gone: it is not here
        """

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Stream bytes ``start`` (counted from 0) to ``end`` (not included; None is the last) in chunks.

        :raises Gone: it is not here
        """

    def stream(self, sha256: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The same for the evented front."""

    def borrow(self, sha256: str, scratch: Path) -> AbstractContextManager[Path]:
        """Lend the blob as a read-only file, for a decoder. A bucket downloads it into ``scratch`` meanwhile.

        :raises Gone: it is not here
        :raises Damaged: a bucket gave bytes that do not hash to their name
        """

    def blobs(self) -> Iterator[Stored]:
        """Every blob that is here, in no promised order; those that come or go meanwhile may be missed."""

    def delete(self, sha256: str) -> None:
        """Forget a blob; nothing happens if it is not here.

        Only for renditions that can be made again and for the sweeper, which has checked that no row
        names these bytes. Nothing that a member gave us is removed by a job.
        """

    def set_aside(self, sha256: str) -> None:
        """Take bytes that do not hash to their name out of the way, so that good ones can be stored again.

        They are kept for whoever looks into the disk; nothing happens if they are not here.
        """

    def check(self) -> None:
        """Prove that the store can be written to and read from.

        :raises OSError: with a sentence for the operator
        """


def check_sha256(name: str) -> str:
    """
    :raises ValueError: this is no SHA-256 in lower-case hex, so it must never become part of a path
    """
    if not _SHA256.fullmatch(name):
        raise ValueError(f"not a SHA-256: {name[:80]!r}")
    return name


def sha256_of(path: Path) -> str:
    """Hash a file in chunks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_hashed(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy to the end and give the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()

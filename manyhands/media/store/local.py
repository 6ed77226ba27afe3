"""The store in a folder: ``blobs/ab/cd/abcd…``, two levels deep so that no folder grows past some
thousands.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from manyhands.media.store.protocol import CHUNK, Damaged, Gone, Stored, check_sha256, copy_hashed


class LocalStore:
    """Blobs as read-only files. obstore is not used here because it never calls fsync.

    A blob appears by ``link`` from a synced temporary file: it is there whole or not at all, two writers
    of the same bytes cannot disturb each other, and an existing blob is never opened for writing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._arriving = folder / "arriving"

    def put_file(self, path: Path, sha256: str) -> bool:
        final = self._path(sha256)
        if final.exists():
            return False
        self._arriving.mkdir(parents=True, exist_ok=True)
        temporary = self._arriving / f"{sha256[:16]}-{secrets.token_hex(8)}"
        try:
            self._copy(path, temporary, sha256)
            return self._link(temporary, final)
        finally:
            temporary.unlink(missing_ok=True)

    @staticmethod
    def _copy(source: Path, target: Path, sha256: str) -> None:
        with source.open("rb") as reader, target.open("xb") as writer:
            found = copy_hashed(reader, writer)
            if found != sha256:
                raise Damaged(f"{source.name} hashes to {found}, not {sha256}")
            writer.flush()
            os.fchmod(writer.fileno(), 0o444)
            os.fsync(writer.fileno())

    @staticmethod
    def _link(temporary: Path, final: Path) -> bool:
        make_folders(final.parent)
        try:
            final.hardlink_to(temporary)
        except FileExistsError:
            return False
        sync_folder(final.parent)
        return True

    def adopt_file(self, path: Path, sha256: str) -> bool:
        final = self._path(sha256)
        if final.exists():
            return False
        path.chmod(0o444)
        try:
            return self._link(path, final)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            return self.put_file(path, sha256)  # uploads arrive on another disk than the store's

    def exists(self, sha256: str) -> bool:
        return self._path(sha256).exists()

    def size_of(self, sha256: str) -> int:
        try:
            return self._path(sha256).stat().st_size
        except FileNotFoundError:
            raise Gone(sha256) from None

    def path_of(self, sha256: str) -> Path:
        path = self._path(sha256)
        if not path.exists():
            raise Gone(sha256)
        return path

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        try:
            file = self._path(sha256).open("rb")
        except FileNotFoundError:
            raise Gone(sha256) from None
        return _chunks(file.fileno(), start, end, file.close)

    async def stream(self, sha256: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        chunks = await asyncio.to_thread(self.read, sha256, start, end)
        while chunk := await asyncio.to_thread(next, chunks, b""):
            yield chunk

    @contextmanager
    def borrow(self, sha256: str, scratch: Path) -> Iterator[Path]:
        yield self.path_of(sha256)

    def blobs(self) -> Iterator[Stored]:
        now = time.time()
        for path in self.folder.glob("??/??/*"):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue  # deleted while we looked
            yield Stored(sha256=path.name, size=found.st_size, age_s=now - found.st_mtime)

    def delete(self, sha256: str) -> None:
        self._path(sha256).unlink(missing_ok=True)

    def set_aside(self, sha256: str) -> None:
        damaged = self.folder / "damaged"
        damaged.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            self._path(sha256).rename(damaged / f"{sha256}-{secrets.token_hex(4)}")

    def check(self) -> None:
        self._arriving.mkdir(parents=True, exist_ok=True)
        probe = self._arriving / f"check-{secrets.token_hex(8)}"
        probe.write_bytes(b"written and read back")
        try:
            if probe.read_bytes() != b"written and read back":
                raise OSError(f"{self.folder} does not give back what was written to it.")
        finally:
            probe.unlink()

    def sweep_arriving(self, older_than_s: float) -> int:
        """Remove what writers that died left behind; give their number."""
        removed = 0
        for path in self._arriving.glob("*"):
            if time.time() - path.stat().st_mtime > older_than_s:
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def _path(self, sha256: str) -> Path:
        check_sha256(sha256)
        return self.folder / sha256[:2] / sha256[2:4] / sha256


def _chunks(fd: int, start: int, end: int | None, close: Callable[[], None]) -> Iterator[bytes]:
    """Read by position; the file is closed when the reader is done with it, early or late."""
    try:
        at = start
        while end is None or at < end:
            chunk = os.pread(fd, CHUNK if end is None else min(CHUNK, end - at), at)
            if not chunk:
                return
            yield chunk
            at += len(chunk)
    finally:
        close()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: fsync of a file does not promise its directory entry."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def make_folders(folder: Path) -> None:
    """Make missing folders and their names durable, from the top down."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        sync_folder(each.parent)

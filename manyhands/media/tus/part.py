"""The unfinished file of an upload, on the disk of the node that takes it.

The file itself is the truth about how far an upload has come: a database row can be older than the bytes,
never newer. One writer at a time holds ``flock`` on it. The kernel drops that lock when its holder dies,
whichever process that was, so a killed worker never leaves an upload shut.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from manyhands.media.store.local import make_folders, sync_folder

if TYPE_CHECKING:
    from hashlib import _Hash

SYNC_EVERY = 64 * 2**20  # bytes: keeps dirty pages few, so that the last fsync of a large file is short
READ = 2**20
REMEMBERED = 1024  # hash states kept per process; each is some 200 bytes


class Held(Exception):
    """Somebody else writes to this upload right now."""


class Missing(Exception):
    """This node has no such unfinished file."""


class NoSpace(Exception):
    """The disk must keep its reserve."""


@dataclass
class Digest:
    """SHA-256 of the first ``offset`` bytes.

    hashlib's states cannot be pickled, so they live as long as their process; another process, or the next
    start, reads the bytes again where they lie.
    """

    offset: int = 0
    sha256: _Hash = field(default_factory=hashlib.sha256)


class Parts:
    """The folder of unfinished files: ``<id>``, and ``<id>.unchecked`` while a checksum is pending."""

    def __init__(self, folder: Path, *, reserve: int) -> None:
        self.folder, self.reserve = folder, reserve
        self._digests: OrderedDict[str, Digest] = OrderedDict()
        self._guard = threading.Lock()

    def create(self, name: str) -> None:
        """Make an empty file whose name survives a power cut."""
        make_folders(self.folder)
        os.close(os.open(self.folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        sync_folder(self.folder)

    def open(self, name: str) -> Part:
        """Open an unfinished file and hold it.

        :raises Held: it is being written to
        :raises Missing: it is not here
        """
        path = self.folder / name
        try:
            fd = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            raise Missing(name) from None
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(fd).st_ino != path.stat().st_ino:
                raise Missing(name)  # finished or swept between open and lock
        except BlockingIOError:
            os.close(fd)
            raise Held(name) from None
        except (FileNotFoundError, Missing):
            os.close(fd)
            raise Missing(name) from None
        return Part(self, name, fd)

    def remove(self, name: str) -> None:
        self.forget_digest(name)
        for path in (self.folder / name, self.folder / f"{name}.unchecked"):
            path.unlink(missing_ok=True)

    def free(self) -> int:
        """Bytes that may still be written without touching the reserve; negative when it is touched."""
        make_folders(self.folder)
        disk = os.statvfs(self.folder)
        return disk.f_bavail * disk.f_frsize - self.reserve

    def digest(self, name: str) -> Digest:
        with self._guard:
            return self._digests.pop(name, None) or Digest()

    def remember_digest(self, name: str, digest: Digest) -> None:
        with self._guard:
            self._digests[name] = digest
            while len(self._digests) > REMEMBERED:
                self._digests.popitem(last=False)

    def forget_digest(self, name: str) -> None:
        with self._guard:
            self._digests.pop(name, None)


class Part:
    """One unfinished file, open and held. Every method blocks: call them in a thread, one at a time."""

    def __init__(self, parts: Parts, name: str, fd: int) -> None:
        self.parts, self.name, self._fd = parts, name, fd
        self._mark = parts.folder / f"{name}.unchecked"
        self._removed = False
        self._undo_unchecked()
        # Linked into the store already, so these are somebody's original: nothing is ever written here again.
        self.sealed = os.fstat(fd).st_nlink > 1
        self.size = os.fstat(fd).st_size
        self._synced = 0
        self.make_durable()  # a writer that was killed synced nothing; what we tell as offset must be safe
        self._digest = parts.digest(name)
        if self._digest.offset > self.size:
            self._digest = Digest()

    @property
    def path(self) -> Path:
        return self.parts.folder / self.name

    def append(self, data: bytes | bytearray | memoryview) -> None:
        """
        :raises NoSpace: the reserve would be touched; nothing of ``data`` was written
        :raises OSError: the disk failed; what was written before it counts by the file's size
        """
        if self.sealed:
            raise AssertionError(f"{self.name} is sealed")
        if self.parts.free() < len(data):
            raise NoSpace
        if self._digest.offset == self.size:
            self._digest.sha256.update(data)
            self._digest.offset += len(data)
        rest = memoryview(data)
        try:
            while rest:
                written = os.pwrite(self._fd, rest, self.size)
                self.size, rest = self.size + written, rest[written:]
        finally:
            if self._digest.offset > self.size:
                self._digest = Digest()
        if self.size - self._synced >= SYNC_EVERY:
            self.make_durable()

    def make_durable(self) -> None:
        """After this, power may fail.

        A failed fsync is not tried again: the kernel has dropped the pages and would say yes the second
        time. What was synced before stays, and the client sends the rest anew.

        :raises OSError: the disk failed
        """
        try:
            os.fsync(self._fd)
        except OSError:
            self.discard_to(self._synced)
            raise
        self._synced = self.size

    def expect_checksum(self) -> None:
        """From here on bytes are only kept once ``confirm`` is called, even if this process dies."""
        with self._mark.open("w") as mark:
            mark.write(str(self.size))
            mark.flush()
            os.fsync(mark.fileno())
        sync_folder(self.parts.folder)

    def confirm(self) -> None:
        self._mark.unlink(missing_ok=True)

    def discard_to(self, size: int) -> None:
        """Forget what came after the first ``size`` bytes."""
        os.ftruncate(self._fd, size)
        os.fsync(self._fd)
        self.size = self._synced = size
        if self._digest.offset > size:
            self._digest = Digest()
        self._mark.unlink(missing_ok=True)

    def catch_up(self, most: int | None = None) -> None:
        """Hash what another process wrote, unless that is more than ``most`` bytes."""
        if most is not None and self.size - self._digest.offset > most:
            return
        while self._digest.offset < self.size:
            block = os.pread(self._fd, min(READ, self.size - self._digest.offset), self._digest.offset)
            self._digest.sha256.update(block)
            self._digest.offset += len(block)

    def sha256(self) -> str:
        """The hash of the whole file, in hex; bytes that this process has not seen are read back first."""
        self.catch_up()
        return self._digest.sha256.hexdigest()

    def remove(self) -> None:
        """Drop the name; the bytes stay where the store has linked them."""
        self.parts.remove(self.name)
        self._removed = True

    def close(self) -> None:
        """Let go; the hash so far is kept for the next request that this process gets."""
        if not self._removed:
            self.parts.remember_digest(self.name, self._digest)
        os.close(self._fd)

    def _undo_unchecked(self) -> None:
        """The process before us died between the bytes and their checksum.

        An empty mark means that it died before it wrote any.
        """
        if self._mark.exists():
            if before := self._mark.read_text():
                os.ftruncate(self._fd, int(before))
                os.fsync(self._fd)
            self._mark.unlink()

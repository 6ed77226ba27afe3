"""The store in a bucket: S3 and everything that speaks it, Google Cloud Storage, Azure. One object a blob.

A put by many parts appears when its last part is confirmed, so an object is there whole or not at all.
Two writers of one hash write the same bytes, so it does not matter who is last. Conditional puts are not
used: obstore loads the whole file for one (1 GB of memory for 600 MB of file, measured).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import AzureStore, GCSStore, MemoryStore, S3Store

from manyhands.media.store.protocol import CHUNK, Damaged, Gone, Stored, check_sha256, sha256_of

BUCKET_SCHEMES = frozenset({"s3", "gs", "az"})
PART = 8 * CHUNK  # S3 takes 10,000 parts: blobs up to 80 GB
PARTS_AT_ONCE = 4  # 32 MB of memory a put

Bucket = S3Store | GCSStore | AzureStore | MemoryStore


class ObjectStore:
    """Blobs as objects ``ab/abcd…`` below the bucket's prefix. Every put is read back and hashed before
    it counts.
    """

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket

    @classmethod
    def at(cls, url: str) -> ObjectStore:
        """Open ``s3://bucket/prefix?endpoint=…&region=…``; the query holds settings of that provider.

        :raises ValueError: the provider does not know a setting
        """
        parts = urlsplit(url)
        config = dict(parse_qsl(parts.query))
        plain = config.get("endpoint", "").startswith("http://")
        try:
            bucket = obstore.store.from_url(
                f"{parts.scheme}://{parts.netloc}{parts.path}",
                config=config,  # type: ignore[call-overload]
                client_options={"allow_http": plain, "timeout": "60s", "connect_timeout": "10s"},
                retry_config={"max_retries": 5, "retry_timeout": dt.timedelta(minutes=2)},
            )
        except BaseError as error:
            raise ValueError(f"STORE_URL cannot be used: {error}") from error
        return cls(bucket)

    def put_file(self, path: Path, sha256: str) -> bool:
        key = _key(sha256)
        found = sha256_of(path)
        if found != sha256:
            raise Damaged(f"{path.name} hashes to {found}, not {sha256}")
        size = path.stat().st_size
        if self._size(key) == size:
            return False
        obstore.put(
            self.bucket, key, path, use_multipart=size > PART, chunk_size=PART, max_concurrency=PARTS_AT_ONCE
        )
        self._read_back(sha256)
        return True

    def adopt_file(self, path: Path, sha256: str) -> bool:
        return self.put_file(path, sha256)

    def _read_back(self, sha256: str) -> None:
        """A server that says "stored" and holds something else is found out now, while the source still
        exists.
        """
        digest = hashlib.sha256()
        for chunk in self.read(sha256):
            digest.update(chunk)
        if digest.hexdigest() != sha256:
            self.delete(sha256)
            raise Damaged(f"the bucket gave back {digest.hexdigest()} for {sha256}")

    def exists(self, sha256: str) -> bool:
        return self._size(_key(sha256)) is not None

    def size_of(self, sha256: str) -> int:
        size = self._size(_key(sha256))
        if size is None:
            raise Gone(sha256)
        return size

    def _size(self, key: str) -> int | None:
        try:
            return obstore.head(self.bucket, key)["size"]
        except (NotFoundError, FileNotFoundError):
            return None

    def path_of(self, sha256: str) -> None:
        self.size_of(sha256)

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        try:
            found = obstore.get(self.bucket, _key(sha256), options=_range(start, end))
        except (NotFoundError, FileNotFoundError):
            raise Gone(sha256) from None
        return (bytes(chunk) for chunk in found.stream(min_chunk_size=CHUNK))

    async def stream(self, sha256: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        try:
            found = await obstore.get_async(self.bucket, _key(sha256), options=_range(start, end))
        except (NotFoundError, FileNotFoundError):
            raise Gone(sha256) from None
        async for chunk in found.stream(min_chunk_size=CHUNK):
            yield bytes(chunk)

    @contextmanager
    def borrow(self, sha256: str, scratch: Path) -> Iterator[Path]:
        path = scratch / f"borrowed-{secrets.token_hex(8)}"
        try:
            digest = hashlib.sha256()
            with path.open("xb") as file:
                for chunk in self.read(sha256):
                    digest.update(chunk)
                    file.write(chunk)
            if digest.hexdigest() != sha256:
                raise Damaged(f"the bucket gave {digest.hexdigest()} for {sha256}")
            yield path
        finally:
            path.unlink(missing_ok=True)

    def blobs(self) -> Iterator[Stored]:
        now = dt.datetime.now(dt.UTC)
        for batch in obstore.list(self.bucket):
            for each in batch:
                name = each["path"].rpartition("/")[2]
                if len(name) == 64:
                    age = (now - each["last_modified"]).total_seconds()
                    yield Stored(sha256=name, size=each["size"], age_s=age)

    def delete(self, sha256: str) -> None:
        try:
            obstore.delete(self.bucket, _key(sha256))
        except (NotFoundError, FileNotFoundError):
            return

    def set_aside(self, sha256: str) -> None:
        with contextlib.suppress(NotFoundError, FileNotFoundError):
            obstore.rename(self.bucket, _key(sha256), f"damaged/{sha256}-{secrets.token_hex(4)}")

    def check(self) -> None:
        key = f"check-{secrets.token_hex(8)}"
        try:
            obstore.put(self.bucket, key, b"written and read back")
            back = bytes(obstore.get(self.bucket, key).bytes())
            obstore.delete(self.bucket, key)
        except BaseError as error:
            raise OSError(f"The bucket cannot be used: {error}") from error
        if back != b"written and read back":
            raise OSError("The bucket does not give back what was written to it.")


def _key(sha256: str) -> str:
    return f"{check_sha256(sha256)[:2]}/{sha256}"


def _range(start: int, end: int | None) -> obstore.GetOptions:
    if end is not None:
        return {"range": (start, end)}
    return {"range": {"offset": start}} if start else {}

"""From ``STORE_URL`` to a store."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from manyhands.media.store.local import LocalStore
from manyhands.media.store.objects import BUCKET_SCHEMES, ObjectStore
from manyhands.media.store.protocol import Store


def open_store(url: str, *, data: Path) -> Store:
    """Open the store that an operator named.

    ``""`` is the folder ``blobs`` under ``data``; ``file:///srv/blobs`` another one;
    ``s3://bucket/prefix?endpoint=https://…&region=…``, ``gs://bucket`` and ``az://container`` a bucket,
    whose keys come from the usual variables of that provider (``AWS_ACCESS_KEY_ID`` …).

    :raises ValueError: with one sentence for the operator
    """
    if not url:
        return LocalStore(data / "blobs")
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and parts.path:
        return LocalStore(Path(parts.path))
    if parts.scheme in BUCKET_SCHEMES:
        return ObjectStore.at(url)
    raise ValueError(f"STORE_URL must begin with file:///, s3://, gs:// or az://, not “{url[:40]}”.")

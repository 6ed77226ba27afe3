"""A first look at bytes that have just arrived: what they are, and the words of a text.

Publishing does not wait for the queue. What is read here is what the probe reads first, too; it may still
find that a file is broken, or that an MP4 holds sound alone.
"""

from __future__ import annotations

from manyhands.media import documents, jail
from manyhands.media.models import Blob
from manyhands.media.refusals import Refused
from manyhands.media.scratch import scratch
from manyhands.media.sniff import ATTACHMENT, HEAD, LONGEST_TEXT, Sniffed, sniff_bytes, text_of
from manyhands.media.store import Gone
from manyhands.media.store.current import store
from manyhands.media.text import decode


def glance(blob: Blob) -> Sniffed | None:
    """What the first bytes announce; None if the store does not hold them (any more)."""
    try:
        found = sniff_bytes(b"".join(store().read(blob.sha256, 0, HEAD)))
        if found is not None:
            return found
        return text_of(b"".join(store().read(blob.sha256))) if blob.size <= LONGEST_TEXT else ATTACHMENT
    except Gone:
        return None


def words_of(blob: Blob) -> str:
    """The words of a text, cleaned. Those of a document are taken out in the jail, in about half a second.

    :raises Refused: it is neither UTF-8 text nor a document, or longer than we take
    :raises Gone: the store does not hold it
    """
    found = sniff_bytes(b"".join(store().read(blob.sha256, 0, HEAD)))
    if found is not None and found.container in documents.CONTAINERS:
        return _words_of_document(blob, found.container)
    return decode(b"".join(store().read(blob.sha256)))


def _words_of_document(blob: Blob, container: str) -> str:
    try:
        with scratch("words") as folder, store().borrow(blob.sha256, folder) as path:
            return documents.read(path, container, folder=folder)
    except jail.NoJail as none:
        raise Refused("no_jail") from none

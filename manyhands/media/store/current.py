"""The store that this company's settings name."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from manyhands.media.store.address import open_store
from manyhands.media.store.protocol import Store


@cache
def store() -> Store:
    return open_store(settings.STORE_URL, data=settings.DATA_DIR)

"""The fixture ``live``: one front for a whole run, on the database of each test (tests/live.py)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.live import Front, Live
from tests.static_files import put_static_files


@pytest.fixture(scope="session")
def _front(django_db_setup: None) -> Iterator[Front]:
    put_static_files(settings.DATA_DIR)
    front = Front()
    front.start()
    yield front
    front.stop()


@pytest.fixture
def live(transactional_db: None, _front: Front) -> Live:
    return Live(_front)

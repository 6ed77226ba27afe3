"""What Django's test set-up would change, as it is in a company.

Static files are used as they lie in the tree, without having been collected; mail goes to the outbox; only
passwords are hashed lightly.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(scope="session", autouse=True)
def as_in_a_company(django_test_environment: None) -> Iterator[None]:
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN}}
    with override_settings(
        STORAGES=storages,
        EMAIL_BACKEND="manyhands.core.outbox.OutboxBackend",
        PASSWORD_HASHERS=["tests.passwords.LightArgon2"],
    ):
        yield

"""The front as granian loads it, once in each worker process: ``manyhands.config.rsgi:application``."""

from __future__ import annotations

import os

import django

from manyhands.core.processes import die_with_parent


def application() -> object:
    """Make the application. A factory, so that nothing of Django is loaded in granian's main process."""
    die_with_parent(os.getppid())  # kill -9 of the main process leaves its workers serving otherwise
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manyhands.config.settings")
    django.setup()

    from manyhands.config.front.dispatch import answer

    return answer

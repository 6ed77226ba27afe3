"""The front as granian loads it, in each worker process: ``manyhands.config.rsgi:application``."""

from __future__ import annotations

import gc
import importlib
import os

import django

from manyhands.core.processes import die_with_parent


def load() -> None:
    """Load every room; done before the workers are forked, it is done once for all, and for their successors.

    Opens no connection and starts no thread: neither would survive the fork.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manyhands.config.settings")
    django.setup()

    for module in ("manyhands.config.front.dispatch", "manyhands.config.urls"):
        importlib.import_module(module)
    gc.freeze()  # a collection that visits what never goes would copy the shared memory


def application() -> object:
    """Make the application of one worker."""
    die_with_parent(os.getppid())  # kill -9 of the main process leaves its workers serving otherwise
    load()

    from manyhands.config.front.dispatch import answer

    return answer

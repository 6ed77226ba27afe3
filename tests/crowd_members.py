"""Members of a running company, each with a session: ``python -m tests.crowd_members COUNT`` prints cookies.

It is a program, because a test has a database of its own: it runs with ``MANYHANDS_DATA`` of that company.
"""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "manyhands.config.settings"
    django.setup()

    from tests.live import session_of
    from tests.make import make_member

    for number in range(int(sys.argv[1])):
        print(session_of(make_member(f"listener{number}")))  # noqa: T201


if __name__ == "__main__":
    main()

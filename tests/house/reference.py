"""The generated pages of docs/reference. ``python -m tests.house.reference`` writes them; a test compares."""

from __future__ import annotations

import os
from dataclasses import fields
from importlib import import_module
from pathlib import Path

from django.utils.module_loading import module_has_submodule

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def events_page() -> str:
    """All kinds of events, what they hold, and who listens."""
    from django.apps import apps

    from manyhands.core.events import kinds, listening

    for app in apps.get_app_configs():  # a kind that nobody has imported yet is a kind all the same
        if module_has_submodule(app.module, "events"):
            import_module(f"{app.name}.events")
    rows = ["# Events", "", "Generated from the code by `python -m tests.house.reference`.", ""]
    rows += ["| kind | holds | room | listeners |", "|---|---|---|---|"]
    for kind, cls in sorted(kinds.KINDS.items()):
        if not cls.__module__.startswith("manyhands.") or ".tests." in cls.__module__:
            continue
        held = ", ".join(f"`{field.name}`" for field in fields(cls))
        heard = ", ".join(
            f"{name.split('.')[1]}: {name.rsplit('.', 1)[1].strip('_').replace('_', ' ')}"
            for name in listening.listeners_of(cls)
        )
        rows.append(f"| `{kind}` | {held} | {cls.__module__.split('.')[1]} | {heard} |")
    return "\n".join(rows) + "\n"


PAGES = {"events.md": events_page}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manyhands.config.settings")
    import django

    django.setup()
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

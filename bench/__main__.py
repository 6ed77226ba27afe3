"""``bin/bench NAME [--json] [--write]``: measure one thing and print its figures."""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path

from bench import Figure, _table

NAMES = sorted(file.stem for file in Path(__file__).parent.glob("[a-z]*.py"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--json", action="store_true", help="print one JSON list and nothing else")
    parser.add_argument("--write", action="store_true", help="put them into docs/performance.md, too")
    chosen = parser.parse_args()
    figures: list[Figure] = importlib.import_module(f"bench.{chosen.name}").measure()
    if chosen.write:
        _table.write(chosen.name, figures)
    if chosen.json:
        print(json.dumps([figure.as_dict() for figure in figures]))
        return
    for figure in figures:
        against = "" if figure.baseline is None else f"   (baseline {figure.baseline:g})"
        print(f"{figure.figure:40} {figure.value:>12g} {figure.unit}{against}   {figure.note}")


if __name__ == "__main__":
    main()

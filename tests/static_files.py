"""The built static files, for tests with a real front: made once for each state of their sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from manyhands.config.front.static import fingerprint

ROOT = Path(__file__).resolve().parents[1]
_CACHE = ROOT / ".cache" / "test-static"
_BUILD = "from manyhands.site.cli.web import build_static; build_static()"


def put_static_files(data: Path) -> None:
    """Put them into a company's data folder, as ``manyhands run`` does before it answers.

    In a process of its own: this one's settings draw pages with the files as they lie in the tree.
    """
    kept = _CACHE / fingerprint()[:16]
    if not kept.exists():
        shutil.rmtree(_CACHE, ignore_errors=True)
        env = {**os.environ, "MANYHANDS_DATA": str(_CACHE / "draft")}
        subprocess.run([sys.executable, "-c", _BUILD], cwd=ROOT, env=env, check=True)
        (_CACHE / "draft" / "static").rename(kept)
    shutil.copytree(kept, data / "static", dirs_exist_ok=True)

"""Style sheets, scripts, fonts and pictures of the site: built when they changed, sent natively."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import mimetypes
import shutil
from functools import cache
from pathlib import Path

from django.conf import settings

from manyhands.core.front import HTTPProtocol, Scope

PREFIX = "/static/"

_ROOT = Path(__file__).resolve().parents[3]
_MARK = ".built"
_WORTH_PACKING = {".css", ".js", ".svg", ".json", ".txt", ".webmanifest"}
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}


def fingerprint() -> str:
    """What the sources come to, from their names, sizes and times; needs no Django."""
    files = sorted(_ROOT.glob("manyhands/*/static/**/*"))
    said = [f"{file.relative_to(_ROOT)} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files]
    locked = (_ROOT / "requirements" / "core.txt").read_bytes()  # other packages bring files of their own
    return hashlib.sha256("\n".join(said).encode() + locked).hexdigest()


def is_built(target: Path) -> bool:
    try:
        return (target / _MARK).read_text() == fingerprint()
    except FileNotFoundError:
        return False


def build(target: Path) -> None:
    """Collect, hash and pack everything beside ``target``, then put it in its place. Needs Django.

    What an older page still asks for stays: names carry a hash of the content, so both can lie side by side.
    """
    from django.core.management import call_command

    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / ".static-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_built(target):
            return
        (target / _MARK).unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        for file in target.rglob("*"):
            if file.suffix in _WORTH_PACKING:
                _pack(file)
        (target / _MARK).write_text(fingerprint())


def _pack(file: Path) -> None:
    packed = file.with_name(file.name + ".gz")
    if not packed.exists() or packed.stat().st_mtime_ns < file.stat().st_mtime_ns:
        with gzip.GzipFile(packed, "wb", compresslevel=9, mtime=0) as out, file.open("rb") as source:
            shutil.copyfileobj(source, out)


async def handle(scope: Scope, protocol: HTTPProtocol) -> None:
    file = _file(scope.path.removeprefix(PREFIX))
    if scope.method not in {"GET", "HEAD"}:
        protocol.response_empty(405, [("allow", "GET, HEAD")])
    elif file is None:
        protocol.response_str(404, [("content-type", "text/plain; charset=utf-8")], "Not found.")
    elif scope.headers.get("if-none-match") == _etag(file):
        protocol.response_empty(304, _headers(file))
    else:
        _send(scope, protocol, file)


def _send(scope: Scope, protocol: HTTPProtocol, file: Path) -> None:
    headers = _headers(file)
    if "gzip" in str(scope.headers.get("accept-encoding", "")) and (packed := _packed(file)):
        file = packed
        headers.append(("content-encoding", "gzip"))
    headers.append(("content-length", str(file.stat().st_size)))
    if scope.method == "HEAD":
        protocol.response_empty(200, headers)
    else:
        protocol.response_file(200, headers, str(file))


@cache
def _known() -> dict[str, bool]:
    """Every file that may be sent, by its path below ``/static/``; True if its name carries its hash.

    A list made once: no path from outside ever touches the file system.
    """
    root = Path(settings.STATIC_ROOT)
    hashed = set(json.loads((root / "staticfiles.json").read_text())["paths"].values())
    return {
        name: name in hashed
        for file in root.rglob("*")
        if file.is_file() and not (name := str(file.relative_to(root))).startswith(".")
    }


def _file(name: str) -> Path | None:
    return Path(settings.STATIC_ROOT) / name if name in _known() and not name.endswith(".gz") else None


def _packed(file: Path) -> Path | None:
    packed = file.with_name(file.name + ".gz")
    return packed if str(packed.relative_to(settings.STATIC_ROOT)) in _known() else None


@cache
def _etag(file: Path) -> str:
    return f'W/"{hashlib.sha256(file.read_bytes()).hexdigest()[:32]}"'  # weak: packed or not, it is the same


def _headers(file: Path) -> list[tuple[str, str]]:
    name = str(file.relative_to(settings.STATIC_ROOT))
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    return [
        ("content-type", kind),
        ("cache-control", _FOR_EVER if _known()[name] else "public, no-cache"),
        ("etag", _etag(file)),
        ("vary", "accept-encoding"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
    ]

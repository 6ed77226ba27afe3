"""Looking into a file: what it is, how long and how large, whether it is whole. All decoding happens in
the jail.
"""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from manyhands.media import documents, jail, text
from manyhands.media.kinds import Kind
from manyhands.media.refusals import Refused
from manyhands.media.report import Bounds, Report, Words
from manyhands.media.sniff import Sniffed, sniff

BOUNDS = Bounds()
TRACKS = jail.Limits(cpu_s=300, wall_s=600, memory_mb=2048, output_mb=1)
STILLS = jail.Limits(cpu_s=60, wall_s=120, memory_mb=3072, output_mb=1)

_report = TypeAdapter(Report)

_WITH_PICTURES = {"audio/mp4": "video/mp4", "audio/x-ms-wma": "video/x-ms-wmv"}
_SOUND_ALONE = {"video/mp4": "audio/mp4", "video/quicktime": "audio/mp4", "video/webm": "audio/webm"}


def probe(
    path: Path, *, bounds: Bounds = BOUNDS, folder: Path | None = None, may_break_off: bool = False
) -> Report:
    """Look into the file at ``path``, whose name says nothing.

    :param folder: where to put what is there only meanwhile
    :param may_break_off: a recording whose maker keeps what arrived of it may end anywhere
    :raises Refused: it is empty, cut, damaged, too large, or holds nothing that we know
    :raises jail.NoJail: this machine cannot open a stranger's media
    """
    sniffed = sniff(path)
    size = path.stat().st_size
    if not size:
        raise Refused("empty")
    if sniffed.kind == Kind.ATTACHMENT:
        return Report(kind=Kind.ATTACHMENT, container="", mime=sniffed.mime, size=size)
    if sniffed.kind == Kind.TEXT:
        reading = text.measure(_words(path, sniffed, folder))
        words = Words(reading.words, reading.characters, reading.seconds)
        return Report(kind=Kind.TEXT, container=sniffed.container, mime=sniffed.mime, size=size, words=words)
    asked: dict[str, Any] = {"bounds": asdict(bounds)}
    if may_break_off and sniffed.kind != Kind.IMAGE:
        asked["may_break_off"] = True
    found = _look(path, sniffed, asked, folder)
    return from_json({**found, **_named(sniffed, found), "container": sniffed.container, "size": size})


def _words(path: Path, sniffed: Sniffed, folder: Path | None) -> str:
    if sniffed.container in documents.CONTAINERS:
        return documents.read(path, sniffed.container, folder=folder)
    return text.decode(path.read_bytes())


def _look(path: Path, sniffed: Sniffed, asked: dict[str, Any], folder: Path | None) -> dict[str, Any]:
    """Ask the decoder, in the jail."""
    is_still = sniffed.kind == Kind.IMAGE
    module = "manyhands.media.inside." + ("stills" if is_still else "tracks")
    arguments = {"container": sniffed.container, **asked}
    limits = STILLS if is_still else TRACKS
    with tempfile.TemporaryDirectory(prefix="probe-", dir=folder) as name:
        out = Path(name) / "out"
        out.mkdir()
        found: dict[str, Any] = jail.call(module, arguments, source=path, out=out, limits=limits)
    return found


def _named(sniffed: Sniffed, found: dict[str, Any]) -> dict[str, str]:
    """A film container may hold sound alone, and an .m4a a film."""
    if sniffed.kind == Kind.IMAGE:
        return {"kind": Kind.IMAGE, "mime": sniffed.mime}
    if found.get("video"):
        return {"kind": Kind.VIDEO, "mime": _WITH_PICTURES.get(sniffed.mime, sniffed.mime)}
    return {"kind": Kind.AUDIO, "mime": _SOUND_ALONE.get(sniffed.mime, sniffed.mime)}


def to_json(report: Report) -> object:
    """Give the report as what a JSON column takes."""
    return _report.dump_python(report, mode="json")


def from_json(stored: object) -> Report:
    """Read a report back, from a column or from a jailed child, which worked beside hostile bytes.

    :raises ValueError: it is not shaped like one
    """
    return _report.validate_python(stored)

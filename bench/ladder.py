"""How long it takes until a film plays, and until all of it is there: ``bin/bench ladder``.

A film of 60 s in 1080p goes through ``media.actions.processing.prepare`` as a worker runs it: read back,
probed, converted in the jail, proven, stored and written down. Beside it the very same ffmpeg commands run
bare, with no jail, no proof and no store, at the same niceness. The two take turns, and the better run of
each counts, because a busy machine only ever adds.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import Figure

SECONDS = int(os.environ.get("BENCH_LADDER_SECONDS", "60"))
ROUNDS = int(os.environ.get("BENCH_LADDER_ROUNDS", "2"))
WHOLE_LIMIT, FIRST_LIMIT = 1.05, 0.35
_NICENESS = ("nice", "-n", "10")


@dataclass(frozen=True)
class Climb:
    """Seconds from taking up the job until something plays, and until all is ready."""

    first: float
    whole: float


def measure() -> list[Figure]:
    with _company() as data:
        climbs, bares = [], []
        for _round in range(ROUNDS):
            clip = _clip(data / "clip.mp4")
            climbs.append(_climb(clip))
            bares.append(_bare(clip, data))
        whole, bare = min(climb.whole for climb in climbs), min(bares)
        first = min(climb.first / climb.whole for climb in climbs)
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    clip_is = f"{SECONDS} s of 1080p30"
    ratio_note = f"{clip_is}: {whole:.1f} s, its ffmpeg commands bare {bare:.1f} s; {load}"
    first_note = f"480p is public after {first * whole:.1f} s of {whole:.1f} s"
    return [
        Figure("ladder.ratio", round(whole / bare, 3), "ratio", WHOLE_LIMIT, ratio_note),
        Figure("ladder.first", round(first, 3), "ratio", FIRST_LIMIT, first_note),
    ]


def _clip(path: Path) -> Path:
    """A film with the grain of a camera, so that it takes the bit rates of one; other bytes in each round."""
    from manyhands.media import ffmpeg

    seed = str(time.monotonic_ns() % 2**31)
    picture = f"testsrc2=size=1920x1080:rate=30:duration={SECONDS}"
    argv = [str(ffmpeg.choose().path), "-hide_banner", "-loglevel", "error", "-nostdin", "-y"]
    argv += ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", f"sine=frequency=440:duration={SECONDS}"]
    argv += ["-vf", f"noise=alls=6:allf=t:all_seed={seed}", "-c:v", "libx264", "-preset", "ultrafast"]
    argv += ["-pix_fmt", "yuv420p", "-g", "60", "-c:a", "aac", "-movflags", "+faststart", str(path)]
    subprocess.run(argv, check=True)
    return path


def _climb(clip: Path) -> Climb:
    from manyhands.core import clock
    from manyhands.media import actions
    from manyhands.media.actions.processing import prepare
    from manyhands.media.models import Processing, ProcessingState, Rendition
    from manyhands.people.models import Member

    member = Member.objects.get(handle="bench")
    upload = actions.ingest_file(clip, name="clip.mp4", member=member, at=clock.now())
    assert upload.blob is not None
    began_at, began = clock.now(), time.monotonic()
    prepare(blob_id=upload.blob.pk)
    whole = time.monotonic() - began
    done = Processing.objects.get(blob=upload.blob)
    if done.state != ProcessingState.READY:
        raise SystemExit(done.log)
    sys.stderr.write(f"{done.log}\n")
    first = Rendition.objects.filter(source=upload.blob).order_by("at")[0]
    return Climb((first.at - began_at).total_seconds(), whole)


def _bare(clip: Path, data: Path) -> float:
    """The commands of the ladder, one after the other, on the same file."""
    from manyhands.media import ladder
    from manyhands.media.ladder.tools import commands_of
    from manyhands.media.probe import probe

    commands = [argv for step in ladder.steps(probe(clip)) for argv in commands_of(step.tool)]
    with tempfile.TemporaryDirectory(dir=data) as folder:
        for name in ("in", "out"):
            (Path(folder) / name).mkdir()
        (Path(folder) / "in" / "media").symlink_to(clip)
        began = time.monotonic()
        for argv in commands:
            subprocess.run([*_NICENESS, *argv], cwd=folder, check=True, capture_output=True)
        return time.monotonic() - began


@contextlib.contextmanager
def _company() -> Iterator[Path]:
    """A company with one member, gone afterwards. Django is loaded only here: it reads its settings once."""
    with tempfile.TemporaryDirectory(prefix="bench-ladder-") as folder:
        data = Path(folder)
        os.environ |= {"MANYHANDS_DATA": folder, "DJANGO_SETTINGS_MODULE": "manyhands.config.settings"}
        from manyhands.core.embedded.server import Server

        server = Server(data)
        server.start()
        try:
            migrate = [sys.executable, "-m", "manyhands", "migrate", "--data", folder]
            subprocess.run(migrate, check=True, stdout=subprocess.DEVNULL)
            add = ["member", "add", "bench", "--mail", "bench@example.org", "--data", folder]
            subprocess.run([sys.executable, "-m", "manyhands", *add], check=True, stdout=subprocess.DEVNULL)
            import django

            django.setup()
            yield data
            from django.db import connections

            connections.close_all()
        finally:
            server.stop()

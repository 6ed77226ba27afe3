"""Makes the files of the plan: sounds, pictures and clips, each by the generator that the plan names.

Several processes share the work. Files are asked for in the order in which their works appeared, so that the
first can be published while the last are still being made.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from manyhands.core.processes import die_with_parent
from manyhands.site.demo import clips, encode, pictures, sound
from manyhands.site.demo.clips.film import CLIPS
from manyhands.site.demo.pictures.portraits import portrait
from manyhands.site.demo.plan import Demo, PlannedMember
from manyhands.site.demo.sound import shelf as sounds
from manyhands.site.demo.sound.wave import Stereo, samples, taper

__all__ = [
    "Order",
    "clips",
    "make",
    "orders",
    "pictures",
    "sound",
    "workshop",
]  # the packages fill the shelves


@dataclass(frozen=True)
class Order:
    """One file: its path within the folder of the workshop, and the generator that makes it."""

    path: str
    made_by: str


def orders(demo: Demo) -> list[Order]:
    """Every file of the plan once, in the order in which they are needed."""
    wanted = [Order(portrait_path(member), "") for member in demo.members]
    for work, _number, version in demo.in_order():
        if version.file:
            wanted.append(Order(file_path(work.key, version.file), version.made_by))
        wanted += [Order(file_path(work.key, file.file), file.made_by) for file in version.files]
    return wanted


def file_path(work: str, file: str) -> str:
    return f"{work}/{file}"


def portrait_path(member: PlannedMember) -> str:
    return f"portraits/{member.handle}.webp"


def make(folder: Path, order: Order) -> Path:
    """Make one file; ``folder`` is where all of them go.

    :raises KeyError: no generator has this name
    """
    path = folder / order.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in encode.SOUNDS:
        encode.write_sound(sounds.hear(order.made_by), path)
    elif path.suffix in encode.FILMS:
        _make_clip(folder, order.made_by, path)
    else:
        encode.write_picture(pictures.shelf.see(order.made_by), path)
    return path


def _make_clip(folder: Path, name: str, path: Path) -> None:
    clip = CLIPS[name]
    below = _cut(sounds.hear(clip.sound), clip.seconds) if clip.sound else None
    if clip.picture_of and below is not None:
        silent = folder / f"{clip.picture_of}{path.suffix}"
        encode.add_sound(_silent(folder, clip.picture_of, silent), below, path)
    elif not clip.sound and any(other.picture_of == name for other in CLIPS.values()):
        path.write_bytes(_silent(folder, name, folder / f"{name}{path.suffix}").read_bytes())
    else:
        encode.write_film(clip.frames(), path, sound=below)


def _silent(folder: Path, name: str, path: Path) -> Path:
    """A clip that two works show, drawn and encoded once."""
    if not path.exists():
        mine = folder / f"{os.getpid()}-{path.name}"
        encode.write_film(CLIPS[name].frames(), mine)
        mine.replace(path)
    return path


def _cut(heard: Stereo, seconds: float) -> Stereo:
    return taper(heard[: samples(seconds)], fade_out=1.2)


def _begin(folder: Path) -> None:
    """In each process of the workshop, before its first file; it gives way to the site that is starting."""
    die_with_parent(os.getppid())
    os.nice(5)
    sounds.keep_in(folder)


@dataclass(frozen=True)
class Workshop:
    """Promises of files, by their paths in the folder of the workshop."""

    promised: dict[str, Future[Path]]

    def is_made(self, path: str) -> bool:
        return self.promised[path].done()

    def file(self, path: str) -> Path:
        return self.promised[path].result()


@contextmanager
def workshop(demo: Demo, folder: Path, paths: Sequence[str]) -> Iterator[Workshop]:
    """Have these files made in ``folder``, in this order."""
    drawer = folder / ".sounds"
    drawer.mkdir(parents=True)
    # Whoever ends the company meanwhile ends us too, and need not read about semaphores.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker")
    context = multiprocessing.get_context("spawn")  # a fork would share our database connections
    hands = min(2, os.cpu_count() or 1)
    with ProcessPoolExecutor(hands, mp_context=context, initializer=_begin, initargs=(drawer,)) as pool:
        makers = {order.path: partial(make, folder, order) for order in orders(demo) if order.made_by}
        makers |= {portrait_path(member): partial(make_portrait, folder, member) for member in demo.members}
        promised = {path: pool.submit(makers[path]) for path in paths}
        try:
            yield Workshop(promised)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def make_portrait(folder: Path, member: PlannedMember) -> Path:
    path = folder / portrait_path(member)
    path.parent.mkdir(parents=True, exist_ok=True)
    encode.write_picture(portrait(member.portrait, member.colours, sum(member.handle.encode())), path)
    return path

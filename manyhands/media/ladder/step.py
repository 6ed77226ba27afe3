"""One step of the ladder: what it makes, how, and how its result is proven before it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

# Numbers and short strings for columns: loudness_clufs, true_peak_cdbtp, shape.
Facts = dict[str, int | str]
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Output:
    """A file that a step makes. What is known before it is made is said here, and checked afterwards."""

    profile: str  # at most 40 of a-z 0-9 -
    file: str  # in the step's folder
    media_type: str
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None


@dataclass(frozen=True)
class Made:
    """What a step has made: checked files, in the order of ``Step.outputs``, and facts for columns."""

    files: tuple[tuple[Output, Path], ...] = ()
    facts: Facts = field(default_factory=dict)


class Tool(Protocol):
    """The program that does a step's work in the jail."""

    def work(self, source: Path, out: Path, on_progress: Progress) -> Facts:
        """Fill ``out``.

        :raises Refused: it cannot be done with this file
        """


Check = Callable[[Output, Path], None]


@dataclass(frozen=True)
class Step:
    """Something made from an original, or from what an earlier step made (``of`` is its profile), or from
    several of them (``gathers``; of these it takes what there is).

    ``share`` is its part of all the work, 0 to 1, for a progress bar. Without a step that is not ``needed``
    the file still counts as prepared.
    """

    name: str
    tool: Tool
    outputs: tuple[Output, ...] = ()
    check: Check | None = None
    of: str | None = None
    gathers: tuple[str, ...] = ()
    share: float = 0.1
    needed: bool = True

    @property
    def profiles(self) -> tuple[str, ...]:
        return tuple(output.profile for output in self.outputs)

    def make(self, source: Path, folder: Path, on_progress: Progress = lambda _: None) -> Made:
        """Do the step: into an empty folder below ``folder``, then check every file of it.

        The caller stores the files (copy, sync, then the row), so nobody ever sees half of one. It may run
        again after a kill: the same source gives the same bytes.

        :param source: the original, or what the step ``of`` made, or a folder of what ``gathers`` names
        :param on_progress: is given 0 to 1 now and then
        :raises Refused: the file cannot be converted, or did not come out whole
        """
        from manyhands.media import jail

        out = folder / f"{self.name}-out"
        out.mkdir()
        facts = self.tool.work(source, out, on_progress)
        paths = jail.collect(out, [output.file for output in self.outputs])
        files = tuple(zip(self.outputs, paths, strict=True))
        for output, path in files:
            if self.check is not None:
                self.check(output, path)
        on_progress(1.0)
        return Made(files, facts)


def gather(files: Mapping[str, Path], folder: Path) -> Path:
    """Give a folder in which each file stands under the name of its profile."""
    together = folder / "gathered"
    together.mkdir()
    for profile, file in files.items():
        (together / profile).symlink_to(file)
    return together

"""Up the ladder: each step is made whole, checked and kept before the next begins.

What a killed worker had kept stays, so its successor goes on behind it.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from manyhands.media import jail, ladder
from manyhands.media.actions.attempt import Attempt
from manyhands.media.ladder import Step
from manyhands.media.ladder.step import gather
from manyhands.media.models import Rendition
from manyhands.media.refusals import Refused
from manyhands.media.report import Report
from manyhands.media.store.current import store

FROM, TO = 100, 990  # per mille: reading back and probing come before


def climb(attempt: Attempt, report: Report, original: Path, folder: Path) -> None:
    """Make what is missing of an original.

    :raises Refused: a step cannot be done with this file
    :raises Superseded: another attempt has begun
    """
    steps = ladder.steps(report)
    whole = sum(step.share for step in steps)
    done = 0.0
    for step in steps:
        if not attempt.has(step.profiles):
            take(attempt, step, original, folder, share=(done / whole, step.share / whole))
        done += step.share


def take(attempt: Attempt, step: Step, original: Path, folder: Path, *, share: tuple[float, float]) -> None:
    """Make, check and keep what one step makes.

    :param share: of all the work, what was done before it and what it is, for a progress bar
    :raises Refused: it cannot be done with this file
    """
    before, width = share
    code = "completing" if before else "making"

    def on_progress(part: float) -> None:
        attempt.tell(code, round(FROM + (TO - FROM) * (before + width * part)))

    on_progress(0)
    began = time.monotonic()
    try:
        with _source_of(attempt, step, original, folder) as source:
            made = step.make(source, folder, on_progress)
    except (Refused, jail.WrongOutput) as error:
        if step.needed:
            raise
        attempt.note(f"{step.name}: left out, {error}")
        return
    attempt.note(f"{step.name}: {time.monotonic() - began:.1f} s")
    attempt.publish(made)


@contextlib.contextmanager
def _source_of(attempt: Attempt, step: Step, original: Path, folder: Path) -> Iterator[Path]:
    """What a step works on: the original, or what earlier steps made of it."""
    wanted = step.gathers or ((step.of,) if step.of else ())
    if not wanted:
        yield original
        return
    made = Rendition.objects.select_related("output").filter(source=attempt.blob, profile__in=wanted)
    with contextlib.ExitStack() as stack:
        files = {
            each.profile: stack.enter_context(store().borrow(each.output.sha256, folder)) for each in made
        }
        yield gather(files, folder) if step.gathers else files[wanted[0]]

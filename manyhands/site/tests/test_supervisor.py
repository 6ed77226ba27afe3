"""What the supervisor starts again, and what it lets end."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from manyhands.site.cli.supervisor import Child


def looked_after(child: Child, *, until: float) -> None:
    """As the supervisor does it, for a while."""
    deadline = time.monotonic() + until
    while time.monotonic() < deadline:
        child.look_after()
        time.sleep(0.02)
    if child.process is not None:
        child.process.wait()


@pytest.fixture
def once(tmp_path: Path) -> tuple[list[str], Path]:
    """A command that writes a line and ends."""
    said = tmp_path / "said"
    words = f"with open({str(said)!r}, 'a') as said: said.write('here')"
    return [sys.executable, "-I", "-c", words], said


def test_a_process_that_ends_is_started_again(once, capsys):
    args, said = once
    child = Child("the clerk", args, pause=0.01)
    looked_after(child, until=1.5)
    assert said.read_text().count("here") > 1
    assert "the clerk ended (exit code 0); starting it again" in capsys.readouterr().err


@pytest.mark.slow
def test_an_errand_may_end(once, capsys):
    args, said = once
    child = Child("the clerk", args, pause=0.01, is_errand=True)
    looked_after(child, until=1.5)
    assert said.read_text().count("here") == 1
    assert child.has_ended()
    assert capsys.readouterr().err == ""


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["os.kill(os.getpid(), 9)", "os._exit(75)"])
def test_an_errand_that_was_cut_short_is_started_again(once, capsys, ending):
    args, said = once
    child = Child("the clerk", [*args[:3], f"import os\n{args[3]}\n{ending}"], pause=0.01, is_errand=True)
    looked_after(child, until=1.5)
    assert said.read_text().count("here") > 1
    assert "starting it again" in capsys.readouterr().err

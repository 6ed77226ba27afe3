"""The jail: a decoder sees one file and one folder, ends when it must, and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from manyhands.media import ffmpeg, jail
from manyhands.media.jail import attacks, selftest
from manyhands.media.jail.kinds import wanted
from manyhands.media.refusals import Refused
from tests.media_samples import sample

REPOSITORY = Path(__file__).resolve().parents[3]
KINDS = [jail.Kind.BUBBLEWRAP, jail.Kind.LANDLOCK]
QUICK = jail.Limits(cpu_s=20, wall_s=20, memory_mb=1024, output_mb=4)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> jail.Kind:
    asked = jail.Kind(request.param)
    health = jail.examine(asked)
    if not health.holds and "not installed" in health.reason:
        pytest.skip(health.reason)
    return asked


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def program(name: str) -> str:
    found = shutil.which(name)
    assert found
    return str(Path(found).resolve())


def run(argv, kind, out, *, source="tone.wav", limits=QUICK, on_line=None) -> jail.Finished:
    return jail.run(argv, source=sample(source), out=out, limits=limits, on_line=on_line, kind=kind)


def test_every_attack_is_refused(kind):
    answers = selftest.attack(kind)
    assert len(answers) == 17
    assert attacks.OPEN not in answers.values(), answers


def test_the_same_attacks_work_without_a_jail(tmp_path):
    """Else the self-test would praise any wall."""
    code = """
import json, os, sys
from pathlib import Path
from manyhands.media.jail import attacks, selftest
with selftest._bait() as bait:
    os.chdir(bait.folder)
    Path("in").mkdir(); Path("out").mkdir(); Path("in/media").symlink_to(bait.source)
    attacks.Path = Path
    os.execv = lambda *a: None  # it would end this process
    answers = attacks.main(**bait.arguments) | bait.damage() | selftest._traps(Path("out"))
    print(json.dumps([name for name, answer in answers.items() if answer != attacks.OPEN]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == "[]"


def test_works_for_a_plain_user_too(kind, tmp_path):
    """Run as root, this borrows the rights of nobody; run as a plain user, the other tests have shown it."""
    if os.geteuid() != 0:
        assert jail.examine(kind).holds
        return
    python = f"/usr/bin/python3.{sys.version_info.minor}"
    if not Path(python).exists():
        pytest.skip(f"the Python of root cannot be read by others, and there is no {python}")
    site = next(path for path in sys.path if path.endswith("site-packages"))
    code = f"from manyhands.media import jail; print(jail.examine(jail.Kind('{kind}')))"
    argv = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", python, "-c", code]
    env = {"PYTHONPATH": f"{REPOSITORY}:{site}", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(argv, cwd="/", env=env, capture_output=True, text=True, check=False, timeout=60)
    assert "holds=True" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("origin", ["system", "wheel"])
def test_both_ffmpegs_work_in_it(kind, origin, out, monkeypatch):
    if origin == "system" and shutil.which("ffmpeg") is None:
        pytest.skip("this machine has no ffmpeg of its own")
    monkeypatch.setenv("MANYHANDS_FFMPEG", origin)
    path = str(ffmpeg.choose.__wrapped__().path)
    argv = [path, "-nostdin", "-v", "error", "-i", "in/media", "-c:a", "aac", "-f", "mp4", "out/x.m4a"]
    finished = run(argv, kind, out)
    assert finished.is_fine, finished.stderr_tail
    [made] = jail.collect(out, ["x.m4a"])
    assert b"ftyp" in made.read_bytes()[:12]
    assert 0 < finished.cpu_s <= finished.wall_s * (os.cpu_count() or 1) + 1


def test_a_program_sees_no_name_of_ours(kind, out):
    finished = run([program("readlink"), "-f", "in/media"], kind, out)
    if kind == jail.Kind.BUBBLEWRAP:
        assert finished.stdout == b"/box/in/media\n"
    finished = run([program("env")], kind, out)
    assert os.environ["HOME"].encode() not in finished.stdout
    assert b"DATABASE_URL" not in finished.stdout


def test_a_large_exit_code_is_no_signal(kind, out):
    """ffmpeg 7 ends with 234 where it cannot write what it was asked for."""
    finished = run([program("sh"), "-c", "exit 234"], kind, out)
    assert (finished.code, finished.ending, finished.is_fine) == (234, None, False)


def test_lines_arrive_while_it_runs(kind, out):
    lines: list[str] = []
    finished = run([program("seq"), "3"], kind, out, on_line=lines.append)
    assert (lines, finished.stdout, finished.code) == (["1", "2", "3"], b"", 0)


def test_a_sleeper_is_ended_on_time(kind, out):
    limits = jail.Limits(wall_s=0.5)
    finished = run([program("sleep"), "60.123"], kind, out, limits=limits)
    assert finished.ending == jail.Ending.TIME
    assert finished.wall_s < 5
    assert not alive("60.123")


def test_a_burner_is_ended_by_its_computing_time(kind, out):
    limits = jail.Limits(cpu_s=1, wall_s=30)
    finished = run([program("sha256sum"), "/dev/urandom"], kind, out, limits=limits)
    assert finished.ending == jail.Ending.TIME
    with pytest.raises(Refused) as caught:
        jail.check(finished)
    assert caught.value.refusal.code == "too_much_work"


def test_a_flood_is_stopped_in_a_file_and_on_stdout(kind, out):
    limits = jail.Limits(output_mb=2, stdout_mb=1)
    dd = [program("dd"), "if=/dev/urandom", "of=out/big", "bs=1M", "count=100"]
    assert run(dd, kind, out, limits=limits).ending == jail.Ending.OUTPUT
    assert (out / "big").stat().st_size <= 2 * 1024 * 1024
    (out / "big").unlink()
    assert run([program("yes")], kind, out, limits=limits).ending == jail.Ending.OUTPUT


def test_many_small_files_are_a_flood_too(kind, out):
    split = [program("split"), "-b", "100000", "/dev/urandom", "out/part-"]
    finished = run(split, kind, out, limits=jail.Limits(output_mb=3, open_files=16))
    assert finished.ending == jail.Ending.OUTPUT


def test_memory_is_bounded(kind, out):
    limits = jail.Limits(memory_mb=64)
    argv = [str(ffmpeg.choose().path), "-v", "error", "-nostdin", "-i", "in/media", "-f", "null", "-"]
    assert not run(argv, kind, out, limits=limits).is_fine


def test_a_crash_is_told_apart_from_a_failure(kind, out):
    assert run([program("false")], kind, out).code == 1
    assert run([program("false")], kind, out).ending is None


def test_a_stopping_worker_ends_its_decoders(kind, out):
    timer = threading.Timer(0.7, jail.stop_all)
    timer.start()
    with pytest.raises(jail.Stopped):
        run([program("sleep"), "60.234"], kind, out)
    timer.join()
    assert not alive("60.234")


def test_a_decoder_dies_with_its_worker(kind, out):
    code = (
        "import sys; from pathlib import Path; from manyhands.media import jail\n"
        "jail.run([sys.argv[1], '60.345'], source=Path(sys.argv[2]), out=Path(sys.argv[3]),"
        " limits=jail.Limits(), kind=jail.Kind(sys.argv[4]))"
    )
    argv = [sys.executable, "-c", code, program("sleep"), str(sample("tone.wav")), str(out), kind]
    worker = subprocess.Popen(argv, cwd=REPOSITORY)
    wait_for(lambda: alive("60.345"))
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(5) == -signal.SIGKILL
    wait_for(lambda: not alive("60.345"))
    assert not alive("60.345")


def test_without_a_jail_nothing_is_opened(out, monkeypatch):
    with pytest.raises(jail.NoJail):
        run([program("true")], jail.Kind.NONE, out)
    monkeypatch.setenv("MANYHANDS_JAIL", "none")
    with pytest.raises(jail.NoJail, match="Install bubblewrap"):
        run([program("true")], None, out)


def test_the_best_kind_is_the_one_that_held(monkeypatch):
    monkeypatch.delenv("MANYHANDS_JAIL", raising=False)
    assert wanted() == KINDS
    monkeypatch.setenv("MANYHANDS_JAIL", "landlock")
    assert jail.best() == jail.Kind.LANDLOCK
    monkeypatch.setenv("MANYHANDS_JAIL", "chroot")
    with pytest.raises(SystemExit, match="must be bubblewrap, landlock or none"):
        jail.best()


@pytest.mark.parametrize("trap", ["symlink", "hard link", "pipe", "folder", "empty", "missing", "extra"])
def test_what_a_decoder_leaves_is_not_trusted(trap, out, tmp_path):
    made, secret = out / "x", tmp_path / "secret"
    secret.write_text("secret")
    if trap == "symlink":
        made.symlink_to(secret)
    elif trap == "hard link":
        made.hardlink_to(secret)
    elif trap == "pipe":
        os.mkfifo(made)
    elif trap == "folder":
        made.mkdir()
    elif trap == "empty":
        made.touch()
    elif trap == "extra":
        made.write_text("fine")
        (out / "y").write_text("more")
    with pytest.raises(jail.WrongOutput):
        jail.collect(out, ["x"])


def alive(mark: str) -> bool:
    """Say whether any process of this machine has ``mark`` as one of its arguments."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in entry.read_bytes().split(b"\0")[1:2]:
                return True
        except OSError:
            continue
    return False


def wait_for(condition, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("only root may make a disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_not_blamed_on_the_file(kind, small_disk, tmp_path):
    large, out = tmp_path / "large", small_disk / "out"
    large.write_bytes(bytes(3_000_000))
    out.mkdir()
    with pytest.raises(OSError, match="No space left"):
        jail.run([program("cp"), "in/media", "out/x"], source=large, out=out, limits=QUICK, kind=kind)


def test_a_refusal_is_not_believed_on_a_full_disk(kind, small_disk):
    out = small_disk / "out"
    out.mkdir()
    refuse = partial(jail.call, "manyhands.media.inside.bare_sound", {"file": "x"}, limits=QUICK, kind=kind)
    with pytest.raises(Refused):
        refuse(source=sample("story.md"), out=out)
    (small_disk / "filled").write_bytes(bytes(1_500_000))
    with pytest.raises(OSError, match="No space left"):
        refuse(source=sample("story.md"), out=out)

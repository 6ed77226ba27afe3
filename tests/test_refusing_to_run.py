"""What ``manyhands run`` refuses: one clear sentence, an exit code, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from manyhands.core.embedded.cluster import connect
from tests.cluster import migrated
from tests.company import ROOT, RunningCompany, clean_environment, free_port, run

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory):
    with RunningCompany(tmp_path_factory.mktemp("refusing") / "data") as running:
        yield running


def refused(ended: subprocess.CompletedProcess[str]) -> tuple[int, str]:
    """The exit code and the one sentence."""
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert ended.stdout == ""
    return ended.returncode, ended.stderr.strip()


def test_a_port_in_use_is_said_before_anything_is_started(data):
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as taken:
        port = str(taken.getsockname()[1])
        ended = run("run", "--data", str(data), "--port", port)
    assert refused(ended) == (3, f"manyhands: Port {port} is in use; choose another --port.")
    assert not data.exists()


def test_a_second_run_in_the_same_folder_names_the_first(company):
    code, sentence = refused(run("run", "--data", str(company.data), "--port", str(free_port())))
    assert code == 6
    first = f"process {company.process.pid} (manyhands run, http://localhost:{company.port})"
    assert f"is in use by {first}" in sentence


def test_data_of_a_newer_postgresql_is_refused(data):
    (data / "postgres19").mkdir(parents=True)
    (data / "postgres19" / "PG_VERSION").write_text("19\n")
    assert "was written by PostgreSQL 19, newer than the 18" in run("doctor", "--data", str(data)).stdout
    code, sentence = refused(run("run", "--data", str(data), "--port", str(free_port())))
    assert code == 4
    assert "was written by PostgreSQL 19, newer than the 18 of this Manyhands" in sentence


def test_data_of_a_newer_manyhands_are_refused(company):
    with connect(company.data, "owner") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('works', '9999_later', now())"
        )
        ended = run("migrate", "--data", str(company.data))
        database.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
    said = "manyhands: This database is of a newer Manyhands (it knows works.9999_later); start that one."
    assert refused(ended) == (4, said)


def test_secrets_of_another_company_are_named(data):
    shutil.copytree(migrated(), data)
    secrets = data / "secrets.json"
    secrets.write_text(secrets.read_text().replace('"test"', '"other"'))
    code, sentence = refused(run("run", "--data", str(data), "--port", str(free_port())))
    assert code == 1
    assert "secrets.json does not belong to the database beside it" in sentence


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    if os.geteuid() != 0:
        ended = run("migrate", "--data", "/root/manyhands-test")
    else:
        (tmp_path / "theirs").mkdir()
        os.chown(tmp_path / "theirs", 12345, 12345)
        ended = run("migrate", "--data", str(tmp_path / "theirs"))
    code, sentence = refused(ended)
    assert code == 1
    assert "belongs to another user" in sentence or "cannot be written" in sentence


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "nonsense", "DATABASE_URL must look like postgresql://"),
        ("STORE_URL", "/srv/blobs", "STORE_URL must begin with file:///, s3://, gs://, az://;"),
        ("MAIL_URL", "smtp://localhost", "MAIL_URL needs SITE_URL too"),
        ("SITE_URL", "company.example", "SITE_URL must look like https://company.example"),
        ("MEDIA_URL", "https://media.example/here", "MEDIA_URL must look like https://company.example"),
        ("WEB_WORKERS", "two", "WEB_WORKERS must be a whole number, not “two”."),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(data, name, value, sentence):
    ended = run("run", "--data", str(data), "--port", str(free_port()), **{name: value})
    code, said = refused(ended)
    assert code == 7
    assert said.startswith(f"manyhands: {sentence}")
    assert not (data / "postgres18").exists()


def test_a_database_that_does_not_answer_is_named(data):
    nobody = f"postgresql://a:b@127.0.0.1:{free_port()}/x"
    code, sentence = refused(run("run", "--data", str(data), "--port", str(free_port()), DATABASE_URL=nobody))
    assert code == 1
    assert sentence.startswith("manyhands: The database of DATABASE_URL does not answer: ")


def on_a_small_disk(mebibytes: int, disk: Path, *, first: str = "true") -> subprocess.CompletedProcess[str]:
    """``manyhands run`` in a folder of a file system of that size, which only it sees."""
    disk.mkdir()
    me = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--user", "--map-root-user"]
    port = free_port()
    script = (
        f"mount -t tmpfs -o size={mebibytes}m,mode=700 none {disk} && {first} && "
        f"exec {sys.executable} -m manyhands run --data {disk}/data --port {port}"
    )
    return subprocess.run(
        [*me, "sh", "-c", script],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_disk_without_room_for_a_database_is_refused(tmp_path):
    code, sentence = refused(on_a_small_disk(60, tmp_path / "disk"))
    assert code == 5
    assert sentence.endswith("make room or choose --data.")


def test_a_disk_that_is_full_at_a_later_start_is_named(tmp_path):
    disk = tmp_path / "disk"
    fill = f"cp -r {migrated()} {disk}/data && {{ cat /dev/zero >{disk}/filling 2>/dev/null; true; }}"
    code, sentence = refused(on_a_small_disk(150, disk, first=fill))
    assert code == 5
    assert "disk is full" in sentence


def copied_programs(folder: Path) -> Path:
    """``bin/`` as in a fresh clone, without what it has installed."""
    for part in ("bin", "requirements"):
        shutil.copytree(ROOT / part, folder / part)
    return folder / "bin" / "run"


@pytest.mark.parametrize(
    ("python", "sentence"),
    [
        ("exit 1", "manyhands: Python 3.11 or newer is needed; install it"),
        ('[ "$1" = -c ]', "cannot make a virtual environment; install its venv module"),
    ],
)
def test_a_python_that_is_too_old_or_incomplete_is_said(tmp_path, python, sentence):
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("bash", "dirname", "env", "flock", "rm"):
        (programs / name).symlink_to(shutil.which(name))
    (programs / "python3").write_text(f"#!/bin/sh\n{python}\n")
    (programs / "python3").chmod(0o755)
    ended = subprocess.run(
        [copied_programs(tmp_path / "clone")],
        env={"PATH": str(programs), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    code, said = refused(ended)
    assert code == 2
    assert sentence in said


def test_a_command_in_a_folder_without_a_company_says_so(data):
    sentence = f"manyhands: There is no company in {data} yet: start it once, with bin/run --data {data}."
    for command in (("member", "add", "ada", "--mail", "ada@example.org"), ("verify",)):
        assert refused(run(*command, "--data", str(data))) == (1, sentence)
    assert "There is no company in" in run("doctor", "--data", str(data)).stdout

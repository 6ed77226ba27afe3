"""``manyhands run``: it starts, says where it is, survives the death of each of its processes, and ends."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import time
from pathlib import Path

import pytest

from manyhands.core.embedded.cluster import connect
from tests.company import RunningCompany, answers, free_port, run, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def company(data: Path):
    with RunningCompany(data) as running:
        yield running


def said(company: RunningCompany) -> str:
    return company.said.read_text()


def test_the_first_start_of_an_empty_folder_prints_the_address_and_the_first_link(data):
    with RunningCompany(data, fresh=True) as company:
        wait_until(lambda: "/join/first/" in said(company), 60, lambda: said(company))
        link = re.search(rf"http://localhost:{company.port}(/join/first/[0-9a-f]+)", said(company))
        assert link is not None
        assert answers(company.port, link[1])
        wait_until(company.is_ready, 90)


def test_it_ends_within_six_seconds_though_somebody_uploads_and_listens(company):
    wait_until(company.is_ready, 90)
    with socket.create_connection(("127.0.0.1", company.port)) as line:
        line.sendall(b"POST /preferences HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx")
        assert company.ask_to_stop() < 6
    assert company.processes() == {}


def test_control_c_ends_it_like_a_signal_of_the_system(company):
    assert company.ask_to_stop(signal.SIGINT) < 6
    assert company.process.returncode == 0
    assert "Traceback" not in said(company)


@pytest.mark.parametrize(
    "victim", ["manyhands web", "worker --lane fast", "worker --lane media", "/bin/postgres -D"]
)
def test_a_process_killed_is_replaced(company, victim):
    wait_until(company.is_ready, 90)
    killed = company.pids(victim)
    for pid in killed[:1]:
        kill(pid)
    wait_until(lambda: killed[0] not in company.processes(), 5)
    wait_until(lambda: company.pids(victim) and company.is_ready(), 90, lambda: said(company))


def test_one_web_worker_killed_is_replaced_while_the_other_answers(company):
    wait_until(company.is_ready, 90)
    kill(company.pids("manyhands web")[-1])
    for _page in range(20):
        assert answers(company.port, "/healthz")
    wait_until(lambda: len(company.pids("manyhands web")) == 3, 60)


def test_kill_9_of_the_first_process_leaves_nobody_serving_and_the_next_start_recovers(company):
    wait_until(company.is_ready, 90)
    kill(company.process.pid)
    company.process.wait()
    wait_until(lambda: company.processes() == {}, 6, lambda: str(company.processes()))
    company.start()
    wait_until(company.is_ready, 90)


def test_everything_killed_at_once_recovers(company):
    wait_until(company.is_ready, 90)
    for pid in company.processes():
        kill(pid)
    company.process.wait()
    company.start()
    wait_until(company.is_ready, 90)


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def test_a_port_in_use_is_said_before_anything_is_started(data):
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as taken:
        port = str(taken.getsockname()[1])
        ended = run("run", "--data", str(data), "--port", port)
    assert (ended.returncode, ended.stderr) == (
        3,
        f"manyhands: Port {port} is in use; choose another --port.\n",
    )
    assert not data.exists()


def test_a_second_run_in_the_same_folder_names_the_first(company):
    ended = run("run", "--data", str(company.data), "--port", "1")
    assert ended.returncode == 3  # its port is looked at first
    before = time.monotonic()
    ended = run("run", "--data", str(company.data), "--port", str(free_port()))
    assert ended.returncode == 6
    assert (
        f"in use by process {company.process.pid} (manyhands run, http://localhost:{company.port})"
        in ended.stderr
    )
    assert time.monotonic() - before < 20


def test_data_of_a_newer_postgresql_is_refused_with_one_sentence(data):
    (data / "postgres19").mkdir(parents=True)
    (data / "postgres19" / "PG_VERSION").write_text("19\n")
    ended = run("doctor", "--data", str(data))
    assert "was written by PostgreSQL 19, newer than the 18 of this Manyhands" in ended.stdout
    ended = run("migrate", "--data", str(data))
    assert ended.returncode == 4
    assert len(ended.stderr.splitlines()) == 1


def test_data_of_a_newer_manyhands_is_refused_with_one_sentence(company):
    with connect(company.data, "owner") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('works', '9999_later', now())"
        )
    ended = run("migrate", "--data", str(company.data))
    assert ended.returncode == 4
    assert ended.stderr == (
        "manyhands: This database is of a newer Manyhands (it knows works.9999_later); start that one.\n"
    )


def test_secrets_of_another_company_are_named(company):
    company.ask_to_stop()
    secrets = company.data / "secrets.json"
    secrets.write_text(secrets.read_text().replace('"test"', '"other"'))
    ended = run("migrate", "--data", str(company.data))
    assert ended.returncode == 1
    assert "secrets.json does not belong to the database beside it" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    if os.geteuid() != 0:
        ended = run("migrate", "--data", "/root/manyhands-test")
    else:
        (tmp_path / "theirs").mkdir()
        os.chown(tmp_path / "theirs", 12345, 12345)
        ended = run("migrate", "--data", str(tmp_path / "theirs"))
    assert ended.returncode == 1
    assert "belongs to another user" in ended.stderr or "cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr

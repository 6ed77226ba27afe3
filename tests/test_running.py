"""``manyhands run``: it starts, says where it is, survives the death of each of its processes, and ends."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.company import RunningCompany, answers, on_this_machine, run, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory):
    """One company for all tests that it survives."""
    with RunningCompany(tmp_path_factory.mktemp("lasting") / "data") as running:
        wait_until(running.is_ready, 90)
        yield running


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
        assert company.ask_to_stop() < on_this_machine(6)
    assert said(company).count("/join/first/") == 1


def test_it_ends_within_six_seconds_though_somebody_uploads_and_listens(company):
    wait_until(company.is_ready, 90)
    with socket.create_connection(("127.0.0.1", company.port)) as line:
        line.sendall(b"POST /preferences HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx")
        assert company.ask_to_stop() < on_this_machine(6)
    assert company.processes() == {}


def test_control_c_ends_it_at_any_moment_like_a_signal_of_the_system(company):
    assert company.ask_to_stop(signal.SIGINT) < on_this_machine(6)
    assert company.process.returncode == 0
    assert company.processes() == {}
    assert "Traceback" not in said(company)


@pytest.mark.parametrize(
    "victim", ["manyhands web", "worker --lane fast", "worker --lane media", "/bin/postgres -D"]
)
def test_a_process_killed_is_replaced(lasting, victim):
    first, *_others = lasting.pids(victim)
    kill(first)
    wait_until(lambda: first not in lasting.processes(), 5)
    wait_until(lambda: lasting.pids(victim) and lasting.is_ready(), 90, lambda: said(lasting))
    assert first not in lasting.pids(victim)


def test_one_web_worker_killed_is_replaced_while_the_other_answers(lasting):
    wait_until(lambda: len(lasting.pids("manyhands web")) == 3, 60)
    *_others, worker = lasting.pids("manyhands web")
    kill(worker)
    wait_until(lambda: is_gone(worker), 30)
    for _page in range(20):
        assert answers(lasting.port, "/healthz")
    wait_until(lambda: len(lasting.pids("manyhands web")) == 3, 60)


def test_kill_9_of_the_first_process_leaves_nobody_serving_and_the_next_start_recovers(company):
    wait_until(company.is_ready, 90)
    kill(company.process.pid)
    company.process.wait()
    wait_until(lambda: company.processes() == {}, on_this_machine(6), lambda: str(company.processes()))
    assert not answers(company.port, "/healthz")
    company.start()
    wait_until(company.is_ready, 90)
    for pid in company.processes():
        kill(pid)
    company.process.wait()
    company.start()
    wait_until(company.is_ready, 90)


def is_gone(pid: int) -> bool:
    """Whether its last thread has ended: until then its socket takes calls that nobody will answer."""
    threads = Path(f"/proc/{pid}/task")
    try:
        state = (threads / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
        return state == "Z" and len(list(threads.iterdir())) == 1
    except OSError:
        return True


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def test_members_tokens_doctor_and_verify_work_beside_a_running_company(lasting):
    data = ("--data", str(lasting.data))
    added = run("member", "add", "ada", "--mail", "ada@example.org", *data)
    assert added.stdout.splitlines()[0] == "ada is a member."
    token = run("member", "token", "ada", *data).stdout.splitlines()[-1]
    assert status_of_works(lasting.port, token) == 200
    assert status_of_works(lasting.port, "x" * len(token)) == 401
    assert run("member", "role", "ada", "curator", *data).stdout == "ada is curator.\n"
    again = run("member", "add", "ada", "--mail", "other@example.org", *data)
    assert (again.returncode, again.stdout, len(again.stderr.splitlines())) == (1, "", 1)
    assert "ok   PostgreSQL   18" in run("doctor", *data).stdout
    verified = run("verify", *data)
    assert (verified.returncode, verified.stdout[:14]) == (0, "0 blobs named,")


def status_of_works(port: int, token: str) -> int:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request("GET", "/api/v1/works", headers={"Authorization": f"Bearer {token}"})
        return line.getresponse().status


def test_what_is_well_is_said_part_by_part(lasting):
    wait_until(lambda: readiness(lasting)["queue"]["workers"] == 2, 90)  # one may just have been killed
    said = readiness(lasting)
    assert said["ok"] is True
    assert said["database"]["version"].startswith("18.")
    assert said["store"] == {"ok": True}
    assert said["queue"]["ok"] is True


def readiness(company: RunningCompany) -> dict[str, Any]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", company.port, timeout=30)) as line:
        line.request("GET", "/readyz")
        said: dict[str, Any] = json.load(line.getresponse())
    return said

"""An operator's own database, store, mail server and addresses take the place of the defaults."""

from __future__ import annotations

import json
import re
import shutil
import socketserver
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
import pytest

from manyhands.core.embedded.binaries import command
from manyhands.core.embedded.cluster import connect
from manyhands.core.embedded.place import socket_dir
from manyhands.core.embedded.server import Server
from manyhands.core.processes import spawn
from manyhands.media.tests.tus_client import Tus
from tests.cluster import migrated
from tests.company import RunningCompany, free_port, run, wait_until
from tests.live import Caller

pytestmark = pytest.mark.slow

SITE = "https://company.example"
MEDIA = "https://media.example"


class Letters(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.kept: list[str] = []


class Clerk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Letters)
        self.say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                self.server.kept.append("".join(self.letter()))
            self.say("221 bye" if word == b"QUIT" else "250 fine")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def letter(self) -> Iterator[str]:
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            yield line.decode()


@pytest.fixture
def letters() -> Iterator[Letters]:
    with Letters() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[str]:
    """A PostgreSQL of the operator's, with a login that owns one database and may make roles; its address."""
    data = tmp_path / "own"
    shutil.copytree(migrated(), data)
    server = Server(data)
    server.start()
    with connect(data, "postgres", database="postgres") as system:
        system.execute("CREATE ROLE company LOGIN CREATEROLE PASSWORD 'secret'")
        system.execute("CREATE DATABASE company OWNER company")
    yield f"postgresql://company:secret@/company?host={quote(str(socket_dir(data)))}"
    server.stop()


def test_all_five_together(tmp_path: Path, own_server: str, letters: Letters) -> None:
    store, data = tmp_path / "store", tmp_path / "data"
    places = {
        "DATABASE_URL": own_server,
        "STORE_URL": f"file://{store}",
        "MAIL_URL": f"smtp://127.0.0.1:{letters.server_address[1]}",
        "SITE_URL": SITE,
        "MEDIA_URL": MEDIA,
    }
    with RunningCompany(data, fresh=True, **places) as company:
        wait_until(lambda: f"{SITE}/join/first/" in company.said.read_text(), 90, company.said.read_text)
        wait_until(company.is_ready, 90, company.said.read_text)
        added = run("member", "add", "ada", "--mail", "ada@example.org", "--data", str(data), **places)
        assert f"{SITE}/" in added.stdout
        token = run("member", "token", "ada", "--data", str(data), **places).stdout.splitlines()[-1]
        ada = Caller(company.port, {"Authorization": f"Bearer {token}", "Host": "company.example"})

        made = publish(ada, b"The rain on the tin roof\nkept our time for us.\n")
        wait_until(lambda: state_of(ada, made["id"]) == "ready", 90, company.said.read_text)
        assert made["address"].startswith(f"{SITE}/works/")
        assert any(file.is_file() for file in store.rglob("*"))
        urls = [each["url"] for each in work(ada, made["id"])["renditions"]]
        assert all(url.startswith(f"{MEDIA}/media/") for url in urls)
        assert ask_for_reset(Caller(company.port, {"Host": "company.example"}), "ada@example.org") == 302
        wait_until(lambda: letters.kept, 60, company.said.read_text)
        assert "To: ada@example.org" in letters.kept[0]
        assert f"{SITE}/sign-in/reset/" in letters.kept[0].replace("=\r\n", "")
    assert not list(data.glob("postgres*"))
    assert not (data / "blobs").exists()
    check_roles(own_server)


def publish(caller: Caller, text: bytes) -> dict[str, Any]:
    address = Tus(caller).upload(text, Upload_Metadata="filename c3RvcnkudHh0")  # story.txt
    order = {"title": "Rain", "kind": "text", "licence": "by", "uploads": [address], "publish": True}
    reply = caller.ask("POST", "/api/v1/works", json.dumps(order).encode(), Content_Type="application/json")
    assert reply.status == 201, reply
    return dict(json.loads(reply.body))


def work(caller: Caller, number: int) -> dict[str, Any]:
    return dict(json.loads(caller.get(f"/api/v1/works/{number}").body))


def state_of(caller: Caller, number: int) -> object:
    return work(caller, number)["state"]


def check_roles(address: str) -> None:
    """What the web works as cannot change a table, nor what was added for good."""
    with psycopg.connect(address, autocommit=True, options="-c role=manyhands_app") as database:
        assert database.execute("SELECT count(*) FROM works_work").fetchone() == (1,)
        for statement in ("DROP TABLE works_work", "TRUNCATE core_event", "CREATE TABLE mine (id int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                database.execute(statement)


def ask_for_reset(caller: Caller, address: str) -> int:
    """Fill the form in as a browser does."""
    page = caller.get("/sign-in/reset")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    cookie = re.search(r"csrf=\w+", page.headers["set-cookie"])
    assert token, page
    assert cookie, page
    form = urlencode({"csrfmiddlewaretoken": token[1], "email": address}).encode()
    kind = "application/x-www-form-urlencoded"
    return caller.ask("POST", "/sign-in/reset", form, Cookie=cookie[0], Content_Type=kind, Origin=SITE).status


@pytest.fixture
def old_server(tmp_path: Path) -> Iterator[str]:
    """A PostgreSQL 16, one too old; its address."""
    folder = tmp_path / "old"
    make = command("initdb", "--pgdata", str(folder), "--username", "postgres", "--auth", "trust", major=16)
    subprocess.run(make, check=True, capture_output=True)
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="manyhands-old-") as sockets:
        places = ("-c", "listen_addresses=", "-c", f"unix_socket_directories={sockets}")
        with (tmp_path / "said").open("wb") as said:
            server = spawn(command("postgres", "-D", str(folder), *places, major=16), output=said)
        wait_until(lambda: b"ready to accept" in (tmp_path / "said").read_bytes(), 60)
        yield f"postgresql://postgres@/postgres?host={quote(sockets)}"
        server.terminate()
        server.wait()


def test_a_server_older_than_17_is_refused(tmp_path: Path, old_server: str) -> None:
    ended = run("run", "--data", str(tmp_path / "data"), "--port", str(free_port()), DATABASE_URL=old_server)
    sentence = "manyhands: The server of DATABASE_URL is PostgreSQL 16; 17 or newer is needed.\n"
    assert (ended.returncode, ended.stderr) == (1, sentence)

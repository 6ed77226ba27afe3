"""The front: what it hands to Django, what it refuses, and that nobody slow can stop it."""

from __future__ import annotations

import gzip
import hashlib
import json
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.database import superuser
from tests.live import Caller, Front
from tests.static_files import put_static_files

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def front(django_db_setup: None, django_db_blocker) -> Iterator[Front]:
    with django_db_blocker.unblock():
        put_static_files(settings.DATA_DIR)
        front = Front({"DJANGO_SETTINGS_MODULE": "tests.echo"})
    front.start()
    yield front
    front.stop()


@pytest.fixture
def caller(front):
    return Caller(front.port)


def heard(reply):
    assert reply.status == 200, reply.text
    return json.loads(reply.body)


def raw(front: Front, request: bytes, *, and_close: bool = False) -> bytes:
    """Send these very bytes, and read what comes until the line is closed."""
    with socket.create_connection(("127.0.0.1", front.port), timeout=10) as line:
        line.sendall(request)
        if and_close:
            line.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := line.recv(65536):
            answer += piece
        return answer


def test_a_path_a_query_and_a_body_arrive_as_they_were_sent(caller):
    body = bytes(range(256)) * 4000
    said = heard(caller.ask("POST", "/r%C3%BAa/%E9%9B%A8%20x?a=1&b=%C3%A9", body))
    assert (said["path"], said["query"]) == ("/rúa/雨 x", "a=1&b=%C3%A9")
    assert (said["length"], said["sha256"]) == (len(body), hashlib.sha256(body).hexdigest())


def test_a_chunked_body_arrives_whole(caller):
    said = heard(caller.ask("POST", "/", iter([b"abc", b"d" * 100_000, b"e"])))
    assert said["length"] == 100_004


def test_two_cookie_headers_are_both_read(front):
    answer = raw(
        front, b"GET / HTTP/1.1\r\nHost: x\r\nCookie: a=1\r\nCookie: b=2\r\nConnection: close\r\n\r\n"
    )
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["cookies"] == {"a": "1", "b": "2"}


def test_a_header_with_an_underscore_cannot_pass_for_the_one_with_a_dash(front):
    answer = raw(
        front,
        b"GET / HTTP/1.1\r\nHost: x\r\nX_Forwarded_For: 6.6.6.6\r\nX_Me: eve\r\nConnection: close\r\n\r\n",
    )
    said = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert not {"X-Forwarded-For", "X-Me"} & set(said["headers"])


def test_without_a_proxy_nobody_says_whom_they_are_forwarded_for(caller):
    said = heard(caller.get("/", X_Forwarded_For="6.6.6.6", X_Forwarded_Proto="https"))
    assert (said["address"], said["secure"]) == ("127.0.0.1", False)


def test_head_has_the_headers_of_get_and_no_body(front):
    get, head = (
        raw(front, f"{method} / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        for method in ("GET", "HEAD")
    )
    assert head.partition(b"\r\n\r\n")[2] == b""
    # "method" is a letter longer in HEAD's answer, which nobody reads; all else is the same.
    assert b"content-length: " in head
    assert head.count(b"\r\n") == get.partition(b"\r\n\r\n")[0].count(b"\r\n") + 2


def test_a_body_cut_short_never_reaches_django(front):
    answer = raw(
        front, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nonly this", and_close=True
    )
    assert b"200 OK" not in answer


def test_a_body_that_says_it_is_too_large_is_refused_at_once(front):
    answer = raw(
        front, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000001\r\nConnection: close\r\n\r\n"
    )
    assert answer.startswith(b"HTTP/1.1 413")


def test_a_chunked_body_that_does_not_end_is_refused(caller):
    assert caller.ask("POST", "/", iter([b"x" * 1_000_000] * 11)).status == 413


def test_too_many_headers_are_refused(front):
    many = b"".join(b"X-%d: %s\r\n" % (number, b"y" * 8000) for number in range(90))
    assert raw(front, b"GET / HTTP/1.1\r\nHost: x\r\n" + many + b"\r\n").startswith(b"HTTP/1.1 431")


def test_a_long_streamed_answer_arrives_whole(caller):
    assert len(caller.get("/pour").body) == 3_000_000


def test_threads_keep_their_connections(caller):
    backends = {caller.get("/backend").text for _request in range(40)}
    assert len(backends) <= 2 * 4  # workers × threads


def test_a_thread_whose_connection_died_gets_a_new_one(caller):
    before = {caller.get("/backend").text for _request in range(20)}
    with superuser() as system:
        for pid in before:
            system.execute("SELECT pg_terminate_backend(%s)", [int(pid)])
    time.sleep(0.3)
    assert {caller.get("/backend").status for _request in range(20)} == {200}


def test_healthz_answers_without_the_database_and_readyz_names_each_part(caller):
    assert json.loads(caller.get("/healthz").body) == {"ok": True}
    ready = caller.get("/readyz")
    assert ready.status == 503  # nobody works off the queue of this test
    said = json.loads(ready.body)
    assert {name: said[name]["ok"] for name in ("database", "store", "queue")} == {
        "database": True,
        "store": True,
        "queue": False,
    }


def test_a_static_file_is_packed_checked_and_kept(caller):
    name = json.loads((settings.DATA_DIR / "static" / "staticfiles.json").read_text())["paths"][
        "site/css/site.css"
    ]
    plain = caller.get(f"/static/{name}")
    packed = caller.get(f"/static/{name}", Accept_Encoding="gzip")
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["content-type"] == "text/css; charset=utf-8"
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert caller.get(f"/static/{name}", If_None_Match=plain.headers["etag"]).status == 304
    assert caller.ask("HEAD", f"/static/{name}").headers["content-length"] == str(len(plain.body))
    assert caller.get("/static/site/css/site.css").headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize(
    "path", ["../secrets.json", "%2e%2e/secrets.json", "staticfiles.json/..", ".built", "nothing.css", ""]
)
def test_only_static_files_are_sent(caller, path):
    assert caller.get(f"/static/{path}").status == 404


def test_sixty_four_slow_clients_do_not_stop_a_page(front, caller):
    """Half of them send their form a byte at a time, half read a long answer as slowly."""
    ended = threading.Event()

    def send_slowly() -> None:
        with socket.create_connection(("127.0.0.1", front.port)) as line:
            line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n")
            while not ended.wait(0.1):
                line.sendall(b"x")

    def read_slowly() -> None:
        line = socket.socket()
        with line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect(("127.0.0.1", front.port))
            line.sendall(b"GET /pour HTTP/1.1\r\nHost: x\r\n\r\n")
            while not ended.wait(0.1):
                line.recv(1000)

    crowd = [threading.Thread(target=each, daemon=True) for each in [send_slowly, read_slowly] * 32]
    for one in crowd:
        one.start()
    time.sleep(2)
    took = []
    for _page in range(10):
        before = time.monotonic()
        assert caller.get("/").status == 200
        took.append(time.monotonic() - before)
    ended.set()
    for one in crowd:
        one.join(timeout=5)
    assert max(took) < 2.0

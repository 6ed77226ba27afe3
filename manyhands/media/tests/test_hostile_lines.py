"""Playlists that name addresses instead of files: nobody who listens here may hear of them."""

from __future__ import annotations

import contextlib
import selectors
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from manyhands.media import actions, ffmpeg, jail
from manyhands.media.models import Processing
from tests.jobs import run_jobs
from tests.make import NOON, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EVERYTHING = "file,crypto,data,http,tcp,udp,rtp,unix,concat,subfile,async,cache,httpproxy"


class Ears:
    """Listeners on TCP, UDP and a socket in the file system; whoever comes is noted."""

    def __init__(self, folder: Path) -> None:
        self.heard: set[str] = set()
        self._stop = threading.Event()
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", 0))
        self._unix = socket.socket(socket.AF_UNIX)
        self.path = folder / "ear"
        self._unix.bind(str(self.path))
        self._unix.listen()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    @property
    def addresses(self) -> dict[str, str]:
        tcp, udp = self._tcp.getsockname()[1], self._udp.getsockname()[1]
        return {
            "tcp": f"http://127.0.0.1:{tcp}/private.ts",
            "udp": f"udp://127.0.0.1:{udp}?pkt_size=188",
            "unix": f"unix:{self.path}",
        }

    def _listen(self) -> None:
        with selectors.DefaultSelector() as waiting:
            for name, ear in (("tcp", self._tcp), ("udp", self._udp), ("unix", self._unix)):
                waiting.register(ear, selectors.EVENT_READ, name)
            while not self._stop.is_set():
                for key, _events in waiting.select(0.1):
                    self.heard.add(key.data)
                    assert isinstance(key.fileobj, socket.socket)
                    if key.data == "udp":
                        key.fileobj.recv(65_536)
                    else:
                        key.fileobj.accept()[0].close()

    def end(self) -> None:
        self._stop.set()
        self._thread.join()
        for ear in (self._tcp, self._udp, self._unix):
            ear.close()


@pytest.fixture
def ears(tmp_path: Path) -> Iterator[Ears]:
    listening = Ears(tmp_path)
    with contextlib.ExitStack() as stack:
        stack.callback(listening.end)
        yield listening


def playlist(address: str) -> bytes:
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{address}\n#EXT-X-ENDLIST\n".encode()


def reaching(address: str, source: str) -> list[str]:
    """ffmpeg, told to open whatever it is asked to. To a UDP address it sends, where nobody would answer."""
    quiet = [str(ffmpeg.choose().path), "-v", "error", "-nostdin", "-y"]
    if address.startswith("udp:"):
        return [*quiet, "-f", "lavfi", "-i", "anullsrc=d=1", "-c:a", "mp2", "-f", "mpegts", address]
    return [
        *(
            *quiet,
            "-rw_timeout",
            "1000000",
            "-protocol_whitelist",
            EVERYTHING,
            "-allowed_extensions",
            "ALL",
            "-f",
            "hls",
        ),
        *("-i", source, "-c", "copy", "-f", "null", "-"),
    ]


@pytest.mark.parametrize("way", ["tcp", "udp"])
def test_the_attack_works_without_a_jail(way, ears, tmp_path):
    """Else the tests below would praise any wall."""
    upload = tmp_path / "upload"
    upload.write_bytes(playlist(ears.addresses[way]))
    subprocess.run(reaching(ears.addresses[way], str(upload)), check=False, timeout=60, capture_output=True)
    assert ears.heard == {way}


@pytest.mark.parametrize("way", ["tcp", "udp", "unix"])
def test_in_a_jail_ffmpeg_reaches_nobody(in_each_jail, way, ears, tmp_path):
    upload, out = tmp_path / "upload", tmp_path / "out"
    upload.write_bytes(playlist(ears.addresses[way]))
    out.mkdir()
    jail.run(reaching(ears.addresses[way], "in/media"), source=upload, out=out, limits=jail.Limits(wall_s=20))
    assert ears.heard == set()


@pytest.mark.parametrize("name", ["film.mp4", "song.mp3", "list.m3u8", "words.txt"])
def test_an_upload_that_names_addresses_reaches_nobody(in_each_jail, name, ears, tmp_path):
    """The database's own socket is one of those addresses."""
    database = settings.DATABASES["default"]
    places = [*ears.addresses.values(), f"unix:{database['HOST']}/.s.PGSQL.{database['PORT'] or 5432}"]
    path = tmp_path / "upload"
    path.write_bytes(b"\n".join(playlist(place) for place in places))
    upload = actions.ingest_file(path, name=name, member=make_member(), at=NOON)
    run_jobs("media")
    row = Processing.objects.get(blob=upload.blob)
    assert (row.state, row.kind) == ("ready", "attachment")
    assert ears.heard == set()

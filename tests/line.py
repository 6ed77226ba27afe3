"""A line between a browser and the company that a test can slow down, cut and mend."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

PIECE = 65_536  # bytes


@dataclass
class Line:
    """Listens on a port of its own, and passes on what comes, both ways."""

    to_port: int
    bytes_a_second: int | None = None  # upwards; None is no limit
    _listener: socket.socket = field(init=False)
    _open: list[socket.socket] = field(default_factory=list)
    _passing: list[threading.Thread] = field(default_factory=list)
    _is_cut: bool = False

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End every connection, and each new one at once.

        With RST: a browser that only hears that nobody will answer goes on sending.
        """
        self._is_cut = True
        for end in self._open:
            _cut(end)

    def mend(self) -> None:
        self._is_cut, self.bytes_a_second = False, None

    def end(self) -> None:
        self.cut()
        for thread in self._passing:
            thread.join()
        for end in [self._listener, *self._open]:
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed: the test is over
            while True:
                near, _address = self._listener.accept()
                self._open.append(near)
                if self._is_cut:
                    _cut(near)
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self.to_port))
                self._open.append(far)
                for way in ((near, far, True), (far, near, False)):
                    thread = threading.Thread(target=self._pass, args=way, daemon=True)
                    self._passing.append(thread)
                    thread.start()

    def _pass(self, source: socket.socket, target: socket.socket, is_up: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                target.sendall(piece)
                if is_up and self.bytes_a_second:
                    time.sleep(len(piece) / self.bytes_a_second)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            if self._is_cut:
                end.close()


def _cut(end: socket.socket) -> None:
    """Shut down, so that its threads wake; that nothing lingers makes the close that follows an RST."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def line_to(port: int) -> Iterator[Line]:
    line = Line(port)
    yield line
    line.end()

"""Requests of the tus protocol, written by hand: what a well-behaved client would never send, too."""

from __future__ import annotations

import base64
import hashlib
import socket
import struct
from dataclasses import dataclass

from tests.live import Caller, Reply

UPLOADS = "/api/v1/uploads/"
VERSION = {"Tus_Resumable": "1.0.0"}
BYTES = {"Content_Type": "application/offset+octet-stream"}


@dataclass
class Tus:
    """One member's uploads."""

    caller: Caller

    def create(self, length: int | None, body: bytes | None = None, /, **headers: str) -> Reply:
        declared = {"Upload_Defer_Length": "1"} if length is None else {"Upload_Length": str(length)}
        return self.caller.ask("POST", UPLOADS, body, **VERSION, **declared, **headers)

    def begin(self, length: int | None, /, **headers: str) -> str:
        """Create an upload; its path."""
        reply = self.create(length, **headers)
        assert reply.status == 201, reply
        return reply.headers["location"]

    def patch(self, path: str, offset: int, body: bytes, /, **headers: str) -> Reply:
        return self.caller.ask(
            "PATCH", path, body, **{**VERSION, **BYTES, "Upload_Offset": str(offset), **headers}
        )

    def head(self, path: str) -> Reply:
        return self.caller.ask("HEAD", path, **VERSION)

    def offset(self, path: str) -> int:
        reply = self.head(path)
        assert reply.status == 200, reply
        return int(reply.headers["upload-offset"])

    def delete(self, path: str) -> Reply:
        return self.caller.ask("DELETE", path, **VERSION)

    def upload(self, data: bytes, /, **headers: str) -> str:
        """Upload everything in one body; its path."""
        path = self.begin(len(data), **headers)
        reply = self.patch(path, 0, data)
        assert reply.status == 204, reply
        return path

    def open_patch(self, path: str, offset: int, length: int) -> socket.socket:
        """Begin a PATCH whose body is sent by hand."""
        headers = {**self.caller.headers, "Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        line = socket.create_connection(("127.0.0.1", self.caller.port), timeout=30)
        line.sendall(
            f"PATCH {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.caller.port}\r\n{lines}"
            f"Content-Type: application/offset+octet-stream\r\nContent-Length: {length}\r\n\r\n".encode()
        )
        return line


def reset(line: socket.socket) -> None:
    """Break a connection as a lost network does: no goodbye."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def checksum(data: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


def metadata(**pairs: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())

"""A virus scanner on a real socket that speaks clamd's INSTREAM and knows one virus: the test file of the whole trade."""

from __future__ import annotations

import socketserver
import struct
from typing import Any

from tests.evidence.samples import EICAR
from tests.listening import Listening


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            piece = self.rfile.read(1)
            if not piece:
                return
            command += piece
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM\0":
            self.wfile.write(self._verdict() + b"\0")
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _verdict(self) -> bytes:
        scanner: Scanner = self.server.scanner  # type: ignore[attr-defined]
        content = b""
        while True:
            (length,) = struct.unpack("!L", self.rfile.read(4))
            if length == 0:
                break
            content += self.rfile.read(length)
            if len(content) > scanner.most:
                return b"INSTREAM size limit exceeded. ERROR"
        scanner.heard.append(len(content))
        return b"stream: Eicar-Signature FOUND" if EICAR in content else b"stream: OK"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class Scanner:
    """Starts and stops; keeps its port, so that it can come back. `most` is its StreamMaxLength."""

    def __init__(self, most: int = 10_000_000) -> None:
        self.most, self.heard = most, []
        self._port, self._server = 0, None
        self.start()

    @property
    def address(self) -> str:
        """What to put into REDRESS_CLAMD."""
        return f"127.0.0.1:{self._port}"

    def start(self) -> None:
        """Listens, on the same port as before."""
        self._server: Any = _Server(("127.0.0.1", self._port), _Talk)
        self._server.scanner = self
        self._port = self._server.server_address[1]
        self._listening = Listening(self._server)

    def stop(self) -> None:
        """Goes away."""
        if self._server is not None:
            self._listening.close()
            self._server = None

"""The virus scanner's own protocol (clamd, INSTREAM): content goes over a socket, a verdict comes back."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable

CHUNK = 128 * 1024


class ScannerAwayError(Exception):
    """No verdict: nobody answers, or not in time, or not about this file."""


def scan(address: str, content: Iterable[bytes], *, timeout: float) -> str | None:
    """The name of what was found, None for nothing. `address` is host:port or unix:/path. Raises ScannerAwayError."""
    try:
        with _connect(address, timeout) as connection:
            _send(connection, content)
            verdict = _answer(connection)
    except (OSError, ValueError) as error:
        raise ScannerAwayError(type(error).__name__) from None
    if verdict.endswith(" OK"):
        return None
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND").partition(": ")[2] or "unnamed"
    raise ScannerAwayError("no verdict")  # too large for it, or an error of its own


def is_up(address: str, *, timeout: float = 2.0) -> bool:
    """Does it answer?"""
    try:
        with _connect(address, timeout) as connection:
            connection.sendall(b"zPING\0")
            return _answer(connection) == "PONG"
    except (OSError, ValueError):
        return False


def _connect(address: str, timeout: float) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(timeout)
        connection.connect(address.removeprefix("unix:"))
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=timeout)


def _send(connection: socket.socket, content: Iterable[bytes]) -> None:
    try:
        connection.sendall(b"zINSTREAM\0")
        for piece in content:
            for start in range(0, len(piece), CHUNK):
                part = piece[start : start + CHUNK]
                connection.sendall(struct.pack("!L", len(part)) + part)
        connection.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        return  # it has heard enough; its answer may be waiting


def _answer(connection: socket.socket) -> str:
    heard = b""
    while not heard.endswith(b"\0") and len(heard) < 4096:
        piece = connection.recv(4096)
        if not piece:
            break
        heard += piece
    return heard.rstrip(b"\0\n").decode("utf-8", "replace")

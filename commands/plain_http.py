"""Just enough HTTP for programs that play many people at once: httpx would take a good part of the machine they measure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, Self
from urllib.parse import urlsplit


class RefusedError(RuntimeError):
    """The answer was an error. The message holds the status and nothing of the conversation."""


@dataclass(frozen=True, slots=True)
class PlainReply:
    """Status and body of an answer; of httpx.Response it has what a Player needs."""

    status_code: int
    content: bytes

    def raise_for_status(self) -> Self:
        """Itself. Raises RefusedError for 400 and above."""
        if self.status_code >= 400:
            raise RefusedError(f"HTTP {self.status_code}")
        return self

    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.content)


class PlainClient:
    """One connection that stays open, to a server at http://host:port; for one thread. Raises OSError, HTTPException."""

    def __init__(self, base_url: str, *, timeout: float = 60) -> None:
        parts = urlsplit(base_url)
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)

    def get(self, path: str, *, headers: Mapping[str, str] | None = None) -> PlainReply:
        """Asks for a path."""
        return self._ask("GET", path, None, {**(headers or {})})

    def post(self, path: str, *, json: Any = None, headers: Mapping[str, str] | None = None) -> PlainReply:
        """Sends JSON, or nothing."""
        return self._ask("POST", path, json, {**(headers or {})})

    def close(self) -> None:
        """Gives the connection back."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: Any, headers: dict[str, str]) -> PlainReply:
        sent = None if body is None else json.dumps(body).encode()
        if sent is not None:
            headers["Content-Type"] = "application/json"
        self._connection.request(method, path, sent, headers)
        answer = self._connection.getresponse()
        return PlainReply(answer.status, answer.read())

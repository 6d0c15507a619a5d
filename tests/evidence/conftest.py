"""The application on both databases, with a folder of its own for files, and a scanner where a test wants one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from intake_api.settings import Settings
from tests.conversations_api.cell import TOKEN, Cell
from tests.conversations_api.conftest import *  # noqa: F403 - its fixtures and hooks
from tests.conversations_api.conftest import API_TOKEN, Chat
from tests.evidence.scanner import Scanner


@pytest.fixture
def scanner() -> Iterator[Scanner]:
    """A virus scanner; a module that wants it asked says so in its `more_settings`."""
    made = Scanner()
    yield made
    made.stop()


@pytest.fixture
def more_settings() -> dict[str, Any]:
    """What a module wants otherwise."""
    return {}


@pytest.fixture
def settings(database_url: str, cell: Cell, tmp_path: Path, more_settings: dict[str, Any]) -> Settings:
    return Settings(**{
        "database_url": database_url, "rasa_url": cell.url, "rasa_token": TOKEN, "rasa_timeout": 0.7, "api_token": API_TOKEN,
        "secret_key": "k" * 40, "message_dir": tmp_path / "outgoing", "evidence_store": (tmp_path / "evidence").as_uri(),
        **more_settings,
    })  # fmt: skip


class Sender:
    """Someone who sends files over the JSON API in a talk of their own."""

    def __init__(self, chat: Chat) -> None:
        self.chat, self.client = chat, chat.client
        self.url = f"/v1/conversations/{chat.id}/evidence"

    def send(self, name: str, content: bytes, **fields: str) -> httpx.Response:
        """Sends one file."""
        return self.client.post(
            self.url, files={"file": (name, content, "application/octet-stream")}, data=fields, headers=self.chat.headers
        )

    def files(self) -> list[dict[str, Any]]:
        """What is listed."""
        response = self.client.get(self.url, headers=self.chat.headers)
        assert response.status_code == 200, response.text
        return list(response.json()["files"])

    def delete(self, file_id: str) -> int:
        """Deletes one file; answers the status."""
        return self.client.delete(f"{self.url}/{file_id}", headers=self.chat.headers).status_code

    def why_not(self, name: str, content: bytes) -> tuple[int, str]:
        """Sends what is refused: the status, and the code of the reason."""
        response = self.send(name, content)
        body = response.json()
        assert response.status_code >= 400, body
        assert body["detail"] == body["errors"][0]["message"]
        return response.status_code, body["type"].rpartition(":")[2]


@pytest.fixture
def sender(chat: Callable[..., Chat]) -> Sender:
    """A person who has agreed."""
    made = chat()
    made.agree()
    return Sender(made)


@pytest.fixture
def another(chat: Callable[..., Chat]) -> Sender:
    """And another one."""
    made = chat()
    made.agree()
    return Sender(made)


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[], dict[str, bytes]]:
    """What the store holds: hash to content."""

    def read() -> dict[str, bytes]:
        folder = tmp_path / "evidence"
        return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} if folder.exists() else {}

    return read

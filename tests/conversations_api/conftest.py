"""The application on SQLite and PostgreSQL, with a cell that does as it is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from intake_api.app import create_app
from intake_api.db import migrate
from intake_api.db.base import Base
from intake_api.settings import Settings
from tests.conversations_api.browser import Browser
from tests.conversations_api.cell import TOKEN, YES, Cell
from tests.conversations_api.letters import Post
from tests.emptying import emptied
from tests.serving import TRUSTED, Stage

__all__ = [
    "API_TOKEN", "Chat", "app", "browser", "cell", "chat", "client", "database_url", "migrated_postgres_url", "new_browser",
    "other", "post", "pytest_generate_tests", "rows", "settings",
]  # for the conftests that take them over, fixtures and all  # fmt: skip

API_TOKEN = "service-token"


@pytest.fixture
def cell() -> Iterator[Cell]:
    made = Cell()
    yield made
    made.close()


BOTH = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both databases where storage matters; a module that is about pages says DATABASES = ("sqlite",)."""
    if "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", getattr(metafunc.module, "DATABASES", BOTH), indirect=True)


@pytest.fixture(scope="session")
def migrated_postgres_url(postgres_url: str) -> str:
    migrate.upgrade(postgres_url)
    return postgres_url


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return emptied(request.getfixturevalue("migrated_postgres_url"))
    path = tmp_path / "redress.db"
    shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def settings(database_url: str, cell: Cell, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url, rasa_url=cell.url, rasa_token=TOKEN, rasa_timeout=0.7, api_token=API_TOKEN,
        secret_key="k" * 40, message_dir=tmp_path / "outgoing",
    )  # fmt: skip


@pytest.fixture
def app(settings: Settings) -> Iterator[Any]:
    made = create_app(settings)
    yield made
    made.state.engine.dispose()


@pytest.fixture
def client(app: Any, stage: Stage) -> Iterator[httpx.Client]:
    """A client of the application behind a real server, so that many requests come at once as in life."""
    with stage.serving(app) as url, httpx.Client(base_url=url, timeout=30, trust_env=False, verify=TRUSTED) as made:
        yield made


class Chat:
    """One conversation over the JSON API."""

    def __init__(self, client: httpx.Client, channel: str = "web") -> None:
        self.client = client
        headers = {"Authorization": f"Bearer {API_TOKEN}"} if channel == "phone" else {}
        self.opened = client.post("/v1/conversations", json={"channel": channel}, headers=headers).json()
        self.id, self.token = self.opened["id"], self.opened["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def post(self, message_id: str | None = None, **body: Any) -> Any:
        """Sends one message; answers the response."""
        body["message_id"] = message_id or uuid4().hex
        return self.client.post(f"/v1/conversations/{self.id}/messages", json=body, headers=self.headers)

    def say(self, text: str, message_id: str | None = None) -> dict[str, Any]:
        """Types something that is taken; answers the reply."""
        response = self.post(message_id, text=text)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def agree(self) -> dict[str, Any]:
        """Gives consent."""
        response = self.post(choice=YES["payload"])
        assert response.status_code == 200, response.text
        return dict(response.json())

    def read(self) -> dict[str, Any]:
        """The whole conversation."""
        return dict(self.client.get(f"/v1/conversations/{self.id}", headers=self.headers).json())

    def retry(self) -> dict[str, Any]:
        """'Try again'."""
        return dict(self.client.post(f"/v1/conversations/{self.id}/retry", headers=self.headers).json())


@pytest.fixture
def chat(client: httpx.Client) -> Callable[..., Chat]:
    return lambda channel="web": Chat(client, channel)


@pytest.fixture
def rows(app: Any) -> Callable[[str], list[dict[str, Any]]]:
    """Every row of a table, as the database holds it, by its key."""

    def read(table: str) -> list[dict[str, Any]]:
        found = Base.metadata.tables[table]
        with app.state.engine.connect() as connection:
            return [dict(row) for row in connection.execute(found.select().order_by(*found.primary_key)).mappings()]

    return read


@pytest.fixture
def browser(client: httpx.Client) -> Iterator[Browser]:
    made = Browser(str(client.base_url).rstrip("/"))
    yield made
    made.close()


@pytest.fixture
def new_browser(client: httpx.Client) -> Iterator[Callable[[], Browser]]:
    """Further people's browsers, or the same person's on another day."""
    made: list[Browser] = []

    def make() -> Browser:
        made.append(Browser(str(client.base_url).rstrip("/")))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def other(new_browser: Callable[[], Browser]) -> Browser:
    """One more browser."""
    return new_browser()


@pytest.fixture
def post(app: Any) -> Post:
    """The worker, and what it delivers."""
    return Post(app)

"""A real application on a real database, SQLite and PostgreSQL alike; a staff member who is logged in."""

from __future__ import annotations

import json
import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy.orm import Session, sessionmaker

from intake_api.app import create_app
from intake_api.clock import utc_now
from intake_api.settings import Settings
from intake_api.staff import passwords
from intake_api.staff import service as staff_service
from tests.emptying import emptied
from tests.intake_api import builders
from tests.intake_api.workers import clock, new_worker, subscribe  # noqa: F401 - fixtures

with warnings.catch_warnings():  # Starlette would rather have a client of its own; httpx is what we use everywhere
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

POSTGRES = (
    os.environ.get("REDRESS_TEST_POSTGRES_URL")
    or os.environ.get("REDRESS_TEST_DATABASE_URL")
    or "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)
PASSWORD = "correct-horse-battery"


def plain(url: str) -> str:
    """The address as psycopg itself takes it."""
    return url.replace("+psycopg", "")


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The address of a PostgreSQL server that may be used for scratch databases. Fails, and says what to do, without one."""
    try:
        psycopg.connect(plain(POSTGRES), connect_timeout=5).close()
    except psycopg.OperationalError:
        pytest.fail(
            "These tests need PostgreSQL. Start one (Debian: apt-get install postgresql && service postgresql start) "
            "or set REDRESS_TEST_POSTGRES_URL=postgresql+psycopg://user@host:5432/database",
            pytrace=False,
        )
    return POSTGRES


@pytest.fixture(scope="session")
def scratch(postgres_server: str) -> Iterator[Callable[[], str]]:
    """Makes empty PostgreSQL databases; all are removed at the end."""
    names: list[str] = []
    with psycopg.connect(plain(postgres_server), autocommit=True) as connection:

        def create() -> str:
            names.append(f"redress_test_{uuid4().hex[:12]}")
            connection.execute(f'CREATE DATABASE "{names[-1]}"')
            connection.execute(f'ALTER DATABASE "{names[-1]}" SET synchronous_commit = off')
            return f"{postgres_server.rpartition('/')[0]}/{names[-1]}"

        yield create
        for name in names:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty, migrated database: every test that uses it runs twice."""
    if request.param == "sqlite":
        path = tmp_path / "redress.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        return f"sqlite:///{path}"
    return emptied(request.getfixturevalue("migrated_postgres"))


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose; not a hundred times here."""
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", cheap)
    monkeypatch.setattr(passwords, "_NOBODY", cheap.hash("nobody's password"))


@pytest.fixture
def settings(database_url: str) -> Settings:
    """Settings of an installation under test."""
    return Settings(
        database_url=database_url, api_token=builders.TOKEN, secret_key="a-secret-for-tests", public_url="http://testserver",
        rasa_url="http://127.0.0.1:9", outbox_timeout=0.5, staff_max_failures_address=8,
    )  # fmt: skip


@pytest.fixture
def app(settings: Settings) -> Iterator[FastAPI]:
    """The real application."""
    app = create_app(settings)
    yield app
    app.state.engine.dispose()


@pytest.fixture
def sessions(app: FastAPI) -> sessionmaker[Session]:
    """The application's session factory."""
    return app.state.sessions


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A caller without any token or cookie, which follows no redirects."""
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.fixture
def service(client: TestClient) -> Callable[..., Any]:
    """Calls as a service that holds the API token: `service("GET", "/v1/cases/...")`."""

    def call(method: str, url: str, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {builders.TOKEN}", **more.pop("headers", {})}
        return client.request(method, url, headers=headers, **more)

    return call


@pytest.fixture
def submit(service: Callable[..., Any]) -> Callable[..., Any]:
    """Submits a record: `submit(a_record())`, optionally `key=` and `conversation=`."""

    def send(record: dict[str, Any], key: str | None = None, **more: Any) -> Any:
        headers = {"Idempotency-Key": key or uuid4().hex, "Content-Type": "application/json"}
        return service("POST", "/v1/cases", content=json.dumps({"record": record, **more}), headers=headers)

    return send


@pytest.fixture
def staff(client: TestClient, sessions: sessionmaker[Session]) -> TestClient:
    """A browser in which a caseworker is logged in."""
    with sessions() as session:
        staff_service.add_user(session, username="asha", password=PASSWORD, now=utc_now())
        session.commit()
    client.headers["Origin"] = "http://testserver"
    builders.log_in(client, "asha", PASSWORD)
    return client

"""The real application on both databases, and members of staff of any role, each in a browser of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session, sessionmaker

from intake_api.cases import queries
from intake_api.cases.models import Case
from intake_api.clock import utc_now
from intake_api.settings import Settings
from intake_api.staff import service as staff_service
from intake_api.staff.roles import Role
from tests.intake_api import builders
from tests.intake_api.conftest import (  # noqa: F401 - fixtures
    PASSWORD,
    TestClient,
    app,
    cheap_passwords,
    client,
    database_url,
    postgres_server,
    scratch,
    service,
    sessions,
    submit,
)
from tests.intake_api.workers import clock, new_worker, subscribe  # noqa: F401 - fixtures


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:  # noqa: F811
    """An installation whose emails go into a folder."""
    return Settings(
        database_url=database_url, api_token=builders.TOKEN, secret_key="a-secret-for-tests", public_url="http://localhost",
        rasa_url="http://127.0.0.1:9", message_sender="file", message_dir=tmp_path / "outgoing",
    )  # fmt: skip


class Desk:
    """A member of staff at a browser."""

    def __init__(self, client: Any, name: str) -> None:  # noqa: F811
        self.client, self.name = client, name

    def open(self, reference: str, tab: str = "work") -> httpx.Response:
        """A tab of a case."""
        return self.client.get(f"/staff/cases/{reference}/{tab}", headers={"Accept": "text/html"})

    def version(self, reference: str) -> str:
        """The version that a form opened now would carry."""
        found = re.search(r'name="version" value="(\d+)"', self.open(reference).text)
        assert found
        return found[1]

    def send(self, reference: str, tab: str, form: str, version: str | None = None, **fields: Any) -> httpx.Response:
        """Fills in a form of a tab on the newest version, or on the one given, and sends it."""
        page = self.client.get("/staff/cases").text
        data = {"csrf_token": builders.form_token(page), "form": form, "version": version or self.version(reference), **fields}
        return self.client.post(f"/staff/cases/{reference}/{tab}", data=data, headers={"Accept": "text/html"})

    def save(self, reference: str, tab: str, form: str, **fields: Any) -> None:
        """The same, and it is saved."""
        answer = self.send(reference, tab, form, **fields)
        assert answer.status_code == 303, said(answer)


def said(answer: httpx.Response) -> str:
    """The text of a page, on one line."""
    return " ".join(builders.Outline(answer.text).text.split())


@pytest.fixture
def desk(app: FastAPI, sessions: sessionmaker[Session]) -> Iterator[Callable[..., Desk]]:  # noqa: F811
    """Makes a member of staff of a role, logged in: `desk(Role.MANAGER, "mo")`."""
    opened: list[Any] = []

    def make(role: Role = Role.CASEWORKER, name: str = "asha", team: str | None = None) -> Desk:
        with sessions() as session:
            staff_service.add_user(session, username=name, password=PASSWORD, now=utc_now(), role=role, team=team)
            session.commit()
        browser = TestClient(app, base_url="http://localhost", follow_redirects=False, headers={"Origin": "http://localhost"})
        browser.__enter__()
        opened.append(browser)
        builders.log_in(browser, name, PASSWORD)
        return Desk(browser, name)

    yield make
    for browser in opened:
        browser.__exit__(None, None, None)


@pytest.fixture
def case_of(sessions: sessionmaker[Session]) -> Callable[[str], Case]:  # noqa: F811
    """The case as the database has it now."""

    def read(reference: str) -> Case:
        with sessions() as session:
            found = queries.fetch_case(session, reference=reference)
            assert found is not None
            return found

    return read


@pytest.fixture
def reference(submit: Callable[..., Any]) -> str:  # noqa: F811
    """A case about a department that an MP referred, ready for triage."""
    answer = submit(builders.a_record())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["reference"])

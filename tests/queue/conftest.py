"""The application of the staff's tests on both databases, and cases of every sort in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from intake_api.cases.models import Case
from intake_api.clock import today, utc_now
from intake_api.staff import service as staff_service
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Role
from tests.intake_api import builders
from tests.intake_api.conftest import (
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
    settings,
    staff,
    submit,
)

__all__ = [
    "app", "cheap_passwords", "client", "database_url", "postgres_server", "scratch",
    "service", "sessions", "settings", "staff", "submit",
]  # fmt: skip


@pytest.fixture
def as_role(app: Any, sessions: sessionmaker[Session]) -> Callable[..., TestClient]:
    """A browser in which somebody of a role is logged in."""

    def make(role: Role, name: str | None = None) -> TestClient:
        name = name or role.value.replace("_", ".")
        with sessions() as session:
            staff_service.add_user(session, username=name, password=PASSWORD, now=utc_now(), role=role)
            session.commit()
        browser = TestClient(app, follow_redirects=False, headers={"Origin": "http://testserver"})
        assert builders.log_in(browser, name, PASSWORD).status_code == 303
        return browser

    return make


@pytest.fixture
def user_id(sessions: sessionmaker[Session]) -> Callable[[str], int]:
    """The number of a member of staff."""

    def find(name: str) -> int:
        with sessions() as session:
            return session.scalars(select(StaffUser.id).where(StaffUser.username == name)).one()

    return find


@pytest.fixture
def a_case(sessions: sessionmaker[Session], submit: Callable[..., Any]) -> Callable[..., str]:
    """Takes a complaint in as a service sends it, then sets what staff would set; answers its reference.

    `days`: since it was received; `due`: days from today until something is due, None for no day.
    """

    def make(record: dict[str, Any] | None = None, *, due: int | None = 3, **columns: Any) -> str:
        reference: str = submit(record or builders.a_record(), key=uuid4().hex).json()["reference"]
        columns["due_on"] = None if due is None else today() + timedelta(days=due)
        with sessions() as session:
            session.execute(update(Case).where(Case.reference == reference).values(**columns))
            session.commit()
        return reference

    return make


def plain_case(number: int, *, received_at: datetime, **columns: Any) -> Case:
    """A row of its own, without its way through the door, where a test needs hundreds."""
    usual = {"authority": "phso", "status": "received", "priority": 5, "due_on": date(2026, 1, 1), "record": {}, "evidence": {}}
    return Case(reference=f"R-T{number:03d}-TEST-{number % 10}", received_at=received_at, **{**usual, **columns})

"""The application of tests/intake_api, with staff of every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from intake_api.clock import utc_now
from intake_api.staff import roles
from intake_api.staff import service as staff_service
from intake_api.staff.models import StaffSession, StaffUser
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
    settings,
    submit,
)


@pytest.fixture
def person(sessions: Any) -> Callable[..., StaffUser]:  # noqa: F811
    """Adds a member of staff: `person("asha", Role.INTAKE, team="North")`."""

    def add(name: str, role: Role = Role.CASEWORKER, team: str | None = None) -> StaffUser:
        with sessions() as session:
            found = staff_service.add_user(session, username=name, password=PASSWORD, now=utc_now(), role=role, team=team)
            session.commit()
            return found

    return add


@pytest.fixture
def logged_in(app: Any, person: Callable[..., StaffUser]) -> Iterator[Callable[..., TestClient]]:  # noqa: F811
    """A browser of a new member of staff who is logged in: `logged_in(Role.INTAKE, team="North")`."""
    opened: list[TestClient] = []

    def make(role: Role = Role.CASEWORKER, team: str | None = None, name: str | None = None) -> TestClient:
        name = name or f"{role}-{len(opened)}"
        person(name, role, team)
        opened.append(browser_of(app))
        answer = builders.log_in(opened[-1], name, PASSWORD)
        assert answer.status_code == 303, answer.text
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture(autouse=True)
def usual_table() -> Iterator[None]:
    """A test that uses another table of roles leaves the usual one."""
    yield
    roles.use(roles.DELEGATION)


def browser_of(app: Any) -> TestClient:  # noqa: F811
    """A browser, which sends its origin and follows nothing by itself."""
    return TestClient(app, follow_redirects=False, headers={"Origin": "http://testserver", "Accept": "text/html"})


def end_session(sessions: Any, name: str) -> None:  # noqa: F811
    """As when an hour went by without a click."""
    from sqlalchemy import select, update

    with sessions() as session:
        user = session.scalars(select(StaffUser).where(StaffUser.username == name)).one()
        long_ago = utc_now() - timedelta(hours=2)
        session.execute(update(StaffSession).where(StaffSession.user_id == user.id).values(last_seen_at=long_ago))
        session.commit()


def token_of(browser: TestClient, address: str) -> str:
    """The form token of a page."""
    return builders.form_token(browser.get(address).text)

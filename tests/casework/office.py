"""A running application with two cases of one person and some staff, for tests in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext

from intake_api.app import create_app
from intake_api.cases import service
from intake_api.clock import utc_now
from intake_api.settings import Settings
from intake_api.staff import service as staff_service
from intake_api.staff.roles import Role
from tests.browser.keyboard import Keyboard
from tests.casework.test_decision import PREMATURE
from tests.intake_api.builders import a_record
from tests.intake_api.conftest import PASSWORD
from tests.serving import Stage

STAFF = {"cas": Role.CASEWORKER, "sena": Role.SENIOR_CASEWORKER, "lee": Role.LEGAL}


class Office:
    """A running application with an earlier and a new case of one person; where its emails go."""

    def __init__(self, url: str, earlier: str, reference: str, outgoing: Path) -> None:
        self.url, self.earlier, self.reference, self.outgoing = url, earlier, reference, outgoing


@pytest.fixture
def office(stage: Stage, migrated_sqlite: Path, tmp_path: Path) -> Iterator[Office]:
    """The application with its staff."""
    database = tmp_path / "redress.db"
    shutil.copy(migrated_sqlite, database)
    app = create_app(Settings(
        database_url=f"sqlite:///{database}", secret_key="a-secret-for-tests", public_url=stage.url, rasa_url="http://127.0.0.1:9",
        message_sender="file", message_dir=tmp_path / "outgoing",
    ))  # fmt: skip
    record = a_record(**PREMATURE, complainant__safe_contact=None)
    earlier, new = (
        service.submit(app.state.sessions, service.Submission(record, None, key, "service"), now=utc_now(), public_url=stage.url)
        for key in ("first", "second")
    )
    with app.state.sessions() as session:
        for name, role in STAFF.items():
            staff_service.add_user(session, username=name, password=PASSWORD, now=utc_now(), role=role)
        session.commit()
    with stage.serving(app) as url:
        yield Office(url, earlier.reference, new.reference, tmp_path / "outgoing")


@pytest.fixture
def at_desk(chromium: Chromium, office: Office) -> Iterator[Callable[[], Keyboard]]:
    """Desks, each with a browser of its own."""
    opened: list[BrowserContext] = []

    def make() -> Keyboard:
        opened.append(chromium.new_context(base_url=office.url, locale="en-GB", viewport={"width": 1280, "height": 900}))
        opened[-1].set_default_timeout(30_000)
        return Keyboard(opened[-1].new_page())

    yield make
    for context in opened:
        context.close()


def log_in(who: Keyboard, name: str) -> None:
    """User name and password, typed."""
    who.page.goto("/staff")
    who.look()
    who.write(who.page.get_by_label("User name"), name)
    who.write(who.page.get_by_label("Password", exact=True), PASSWORD)
    who.button("Log in")

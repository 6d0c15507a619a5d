"""The application of the conversation tests, and members of staff at their desks."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from intake_api.clock import utc_now
from intake_api.staff import passwords
from intake_api.staff import service as staff_service
from intake_api.staff.roles import Role
from tests.conversations_api.browser import Browser
from tests.conversations_api.cell import YES
from tests.conversations_api.conftest import (  # noqa: F401 - fixtures and hooks
    API_TOKEN,
    app,
    cell,
    client,
    database_url,
    migrated_postgres_url,
    new_browser,
    pytest_generate_tests,
    rows,
    settings,
)
from tests.intake_api.builders import a_record

PASSWORD = "correct-horse-battery"


class Desk(Browser):
    """A member of staff at a desk."""

    call = ""

    def log_in(self, username: str) -> None:
        """Logs in."""
        self.get("/staff/login")
        self.send("/staff/login", username=username, password=PASSWORD)

    def begin(self, reference: str = "") -> str:
        """A new call; answers its address."""
        self.get("/staff/calls/new")
        reply = self.submit("/staff/calls/new", reference=reference) if reference else self.submit("/staff/calls/new")
        self.call = str(reply.url.path).removesuffix("/identity")
        return self.call

    def say(self, text: str, **more: str) -> httpx.Response:
        """What the caller says, typed into the screen as it stands."""
        return self.answer(text=text, **more)

    def agree(self) -> httpx.Response:
        """The caller agrees that it is kept."""
        return self.answer(choice=YES["payload"])

    def answer(self, **fields: str) -> httpx.Response:
        """Sends the screen's form, with the note that stands in its box unless another is given."""
        note = {"note": self.note, "note_version": self.hidden.get("note_version", "0")}
        return self.submit(self.call, **{"message_id": uuid.uuid4().hex, **note, **fields})

    @property
    def note(self) -> str:
        """What stands in the box of the note."""
        found = re.search(r'<textarea[^>]* id="note"[^>]*>(.*?)</textarea>', self.page, re.DOTALL)
        return html.unescape(found[1]) if found else ""

    def keep_note(self, text: str, version: str | None = None) -> httpx.Response:
        """Saves the note as the button does."""
        seen = version if version is not None else self.hidden.get("note_version", "0")
        return self.submit(f"{self.call}/note", note=text, note_version=seen)


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose; not here."""
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", cheap)
    monkeypatch.setattr(passwords, "_NOBODY", cheap.hash("nobody's password"))


@pytest.fixture
def new_desk(app: Any, client: httpx.Client) -> Iterator[Callable[..., Desk]]:  # noqa: F811
    """Desks with somebody at them: `new_desk("asha")`, `new_desk("lee", Role.AUDITOR)`."""
    made: list[Desk] = []

    def make(username: str, role: Role = Role.INTAKE) -> Desk:
        with app.state.sessions() as session:
            staff_service.add_user(session, username=username, password=PASSWORD, now=utc_now(), role=role)
            session.commit()
        desk = Desk(str(client.base_url).rstrip("/"))
        desk.log_in(username)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    """Asha, who takes calls."""
    return new_desk("asha")


@pytest.fixture
def a_case(client: httpx.Client) -> Callable[..., str]:  # noqa: F811
    """A case of somebody who is known; answers its reference."""

    def send(**changes: Any) -> str:
        headers = {"Authorization": f"Bearer {API_TOKEN}", "Idempotency-Key": uuid.uuid4().hex}
        reply = client.post("/v1/cases", json={"record": a_record(**changes)}, headers=headers)
        assert reply.status_code == 201, reply.text
        return str(reply.json()["reference"])

    return send

"""Case systems are subscribed and switched by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.paths import SetupError
from commands.subscription import app

URL = "https://cases.example.org/hooks/redress"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/redress.db"


def say(database: str, *words: str) -> str:
    done = CliRunner().invoke(app, [*words, "--database", database])
    if done.exception:
        raise done.exception
    return done.output


def test_a_case_system_is_subscribed_switched_off_and_on(database: str) -> None:
    assert "whsec_" in say(database, "add", URL)
    assert "told nothing more" in say(database, "switch-off", URL)
    assert "told again" in say(database, "switch-on", URL)


def test_an_address_that_is_not_subscribed_says_what_to_do(database: str) -> None:
    with pytest.raises(SetupError, match=r"subscription add https://cases\.example\.org"):
        say(database, "switch-on", URL)


def test_a_case_system_may_choose_the_events_it_is_told(database: str) -> None:
    assert "whsec_" in say(database, "add", URL, "--event", "case.closed")
    assert "is told of every event from now on" in say(database, "set-events", URL)
    assert "is told of case.closed, case.received" in say(
        database, "set-events", URL, "--event", "case.received", "--event", "case.closed"
    )
    with pytest.raises(SetupError, match=r"no event case\.eaten"):
        say(database, "set-events", URL, "--event", "case.eaten")

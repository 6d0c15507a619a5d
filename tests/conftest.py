"""What every folder of tests may stand on. Heavy imports stay inside the fixtures: the bot's Python 3.10 reads this too."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from commands.system import System

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"


def pytest_configure(config: pytest.Config) -> None:
    """The marker is known in both environments."""
    config.addinivalue_line("markers", "covers(*rows): the rows of the policy catalogue whose check this test proves")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that names a row the catalogue does not hold is stopped at once, with the row."""
    named = {row: item.nodeid for item in items for mark in item.iter_markers("covers") for row in mark.args}
    if not named:
        return
    known = {
        row for path in (ROOT / "catalogue").glob("*.yaml") for row in re.findall(r"^- id: (\S+)$", path.read_text("utf-8"), re.M)
    }
    if unknown := sorted(f"{row} ({test})" for row, test in named.items() if row not in known):
        raise pytest.UsageError("No such row in the catalogue: " + ", ".join(unknown))


@pytest.fixture(scope="session")
def running_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The one whole system (API, worker, actions, Rasa) that conversation and browser tests share, with its own database.

    Tests leave it running as they found it: what they kill they start again and wait for.
    """
    from commands import setup
    from commands.system import System

    model = setup.trained_model()
    setup.web_build()
    database = f"sqlite:///{tmp_path_factory.mktemp('system')}/redress.db"
    with System(database_url=database, model=model, log_dir=BUILD / "test-logs") as system:
        system.wait_ready(deadline=240)
        yield system


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A new, empty PostgreSQL database, removed afterwards. Fails, and says what to do, where there is no server."""
    from uuid import uuid4

    import psycopg

    from commands.test import HOW_TO_HAVE_POSTGRES, POSTGRES, answers

    address = os.environ.get("REDRESS_TEST_DATABASE_URL") or POSTGRES
    if not answers(address):
        pytest.fail(HOW_TO_HAVE_POSTGRES, pytrace=False)
    name = f"redress_test_{uuid4().hex[:12]}"
    server, _, _ = address.rpartition("/")
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

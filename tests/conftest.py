"""What every folder of tests may stand on. Heavy imports stay inside the fixtures: the bot's Python 3.10 reads this too."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from commands.system import System
    from tests.serving import Stage

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
MEMORY, MEMORY_WANTED = Path("/dev/shm"), 2 * 2**30  # noqa: S108 - only by users of this machine; bytes
ON_THE_RUNNING_SYSTEM = ("tests/browser/", "tests/conversations/")


def pytest_configure(config: pytest.Config) -> None:
    """The marker is known in both environments; files of tests are in memory, where to write them for good takes no time."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_WANTED:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
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


@pytest.hookimpl(optionalhook=True)  # tests/bot run without xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Who goes with whom when two run at once: all that stand on the one running system together, others with their file."""
    from xdist.scheduler import LoadScopeScheduling

    class Companies(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "running system" if file.startswith(ON_THE_RUNNING_SYSTEM) else file

    return Companies(config, log)


def pytest_sessionstart(session: pytest.Session) -> None:
    """What is learned from the examples of free text must be there before anything reads a text."""
    from commands.setup import narrative_model

    narrative_model()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium for the tests of a file. Fails, and says how to have one, where there is none.

    Not one for all: while it is there, its event loop runs, and no test in between could run one of its own.
    """
    from playwright.sync_api import sync_playwright

    from commands import setup
    from commands.chromium import ARGUMENTS, find_chromium

    setup.web_build()
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield made
        made.close()


@pytest.fixture(scope="session")
def embedding_port() -> int:
    """Where the made-up website of the widget's tests listens: the running system allows its origin."""
    from commands.services import free_port

    return free_port()


@pytest.fixture(scope="session")
def running_system(tmp_path_factory: pytest.TempPathFactory, embedding_port: int) -> Iterator[System]:
    """The one whole system (API, worker, actions, Rasa) that conversation and browser tests share, with its own database.

    Tests leave it running as they found it: what they kill they start again and wait for.
    """
    from commands import setup
    from commands.system import System

    model = setup.trained_model()
    setup.web_build()
    folder = tmp_path_factory.mktemp("system")
    settings = {
        "REDRESS_MESSAGE_DIR": str(folder / "outgoing"),
        "REDRESS_EMBED_ORIGINS": f"http://localhost:{embedding_port}",
    }
    database = f"sqlite:///{folder}/redress.db"
    with System(database_url=database, model=model, settings=settings, log_dir=BUILD / "test-logs") as system:
        system.wait_ready(deadline=240)
        yield system


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A new, empty PostgreSQL database, removed afterwards. Fails, and says what to do, where there is no server."""
    from commands.paths import SetupError
    from commands.servers import scratch_database

    try:
        with scratch_database(is_hasty=True) as url:
            yield url
    except SetupError as problem:
        pytest.fail(str(problem), pytrace=False)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated SQLite file: a test that wants a database of its own copies it, which is a hundred times quicker.

    From now on SQLite gives rows backwards where a query asks for no order, in the product and in tests alike: what stands
    on an order that PostgreSQL does not promise fails every time, not now and then.
    """
    import sqlite3

    from sqlalchemy import Engine, event

    from intake_api.db import migrate

    def backwards(connection: Any, _record: Any) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA reverse_unordered_selects = ON")

    event.listen(Engine, "connect", backwards)
    path = tmp_path_factory.mktemp("database") / "migrated.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str]:
    """One migrated PostgreSQL database, which a test that uses it finds empty."""
    from commands.paths import SetupError
    from commands.servers import scratch_database
    from intake_api.db import migrate

    try:
        with scratch_database(is_hasty=True) as url:
            migrate.upgrade(url)
            yield url
    except SetupError as problem:
        pytest.fail(str(problem), pytrace=False)


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A real server, on which one application after the other is put."""
    from tests.serving import Stage

    made = Stage()
    yield made
    made.close()


@pytest.fixture(scope="session")
def redis_url() -> str:
    """A Redis that answers. Fails, and says what to do, where there is none."""
    from commands.paths import SetupError
    from commands.servers import redis_address

    try:
        return redis_address()
    except SetupError as problem:
        pytest.fail(str(problem), pytrace=False)

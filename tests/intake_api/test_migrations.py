"""The schema goes up and down on both databases, and is what the models say."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from intake_api.db import migrate, tables
from intake_api.db.base import make_engine
from intake_api.settings import ROOT


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """The address of a database with nothing in it."""
    return f"sqlite:///{tmp_path}/empty.db" if request.param == "sqlite" else request.getfixturevalue("scratch")()


@pytest.fixture
def engine(empty):
    engine = make_engine(empty)
    yield engine
    engine.dispose()


def test_migrations_form_one_line(engine):
    assert len(ScriptDirectory.from_config(migrate.config("")).get_heads()) == 1


def test_every_migration_goes_up_down_and_up_again(empty, engine):
    revisions = [script.revision for script in ScriptDirectory.from_config(migrate.config("")).walk_revisions()]
    for revision in reversed(revisions):
        migrate.upgrade(empty, revision)
        migrate.downgrade(empty, "-1")
        migrate.upgrade(empty, revision)
    assert migrate.current(engine) == migrate.head()

    migrate.downgrade(empty, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM pg_proc WHERE proname LIKE '%%_refuse_%%'").scalar() == 0


def test_the_schema_is_what_the_models_say(empty, engine):
    migrate.upgrade(empty)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": tables.is_compared})
        assert compare_metadata(context, tables.metadata) == []


def test_two_processes_that_start_together_both_find_the_schema(empty, engine):
    code = f"from intake_api.db.migrate import upgrade; upgrade({empty!r})"
    both = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(2)]

    assert [process.wait(60) for process in both] == [0, 0]
    assert migrate.is_current(empty)

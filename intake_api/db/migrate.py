"""Moves a database to a revision of the schema, and tells which one it has."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from intake_api.db.base import make_engine
from intake_api.settings import ROOT


def config(database_url: str) -> Config:
    """Alembic's configuration without an ini file; the address travels as an attribute, never in a log."""
    found = Config()
    found.set_main_option("script_location", str(ROOT / "intake_api" / "migrations"))
    found.attributes["database_url"] = database_url
    return found


def upgrade(database_url: str, revision: str = "head") -> None:
    """Brings the schema up to a revision. Safe to call at every start, and twice at once on PostgreSQL."""
    command.upgrade(config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Takes the schema down to a revision (`base`: everything away, with the data)."""
    command.downgrade(config(database_url), revision)


def head() -> str:
    """The newest revision the code knows."""
    return ScriptDirectory.from_config(config("")).get_current_head() or "base"


def current(engine: Engine) -> str | None:
    """The revision a database has, or None when it has no schema yet."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(database_url: str) -> bool:
    """Is this database at the newest revision?"""
    engine = make_engine(database_url)
    try:
        return current(engine) == head()
    finally:
        engine.dispose()

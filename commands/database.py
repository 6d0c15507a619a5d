"""The case database, for commands that change it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commands.paths import VAR, SetupError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

DEFAULT_URL = f"sqlite:///{VAR / 'redress.db'}"


def migrated(database_url: str) -> str:
    """Brings a database to the newest shape and returns its address as the API writes it. Raises SetupError saying why not."""
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    from intake_api.db import migrate
    from intake_api.settings import Settings

    url = Settings(database_url=database_url or DEFAULT_URL).database_url
    try:
        migrate.upgrade(url)
    except (ArgumentError, ModuleNotFoundError) as problem:
        raise SetupError("The address of the database cannot be read. Write sqlite:///file or postgresql://...") from problem
    except SQLAlchemyError as problem:
        raise SetupError(f"The database could not be brought up to date: {problem}") from problem
    return url


@contextmanager
def writing(database_url: str) -> Iterator[Session]:
    """A session on the migrated database, committed at the end unless something went wrong."""
    from intake_api.db.base import make_engine, session_factory, start_writing

    engine = make_engine(migrated(database_url))
    try:
        with session_factory(engine).begin() as session:
            start_writing(session)
            yield session
    finally:
        engine.dispose()

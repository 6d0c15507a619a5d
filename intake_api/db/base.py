"""SQLAlchemy: the declarative base, column types that behave alike on SQLite and PostgreSQL, engines and sessions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, TypeDecorator, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

BUSY_TIMEOUT_MS = 10_000
RESTED = 1.0  # seconds
PUBLIC_URL = "public_url"  # in `Session.info`: where the installation is reached, for links in what leaves the house
_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table inherits: constraint names that migrations can rely on."""

    metadata = MetaData(naming_convention=_NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time, always aware and always UTC in Python. Refuses a time without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time needs its zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: SQLite forgets the zone, so it is put back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def utc_now() -> datetime:
    """The present moment, aware, UTC. Routes pass it down; services and rules never look at the clock themselves."""
    return datetime.now(UTC)


def make_engine(database_url: str) -> Engine:
    """An engine for SQLite (WAL, foreign keys on, waits for a lock) or PostgreSQL. Error texts never carry values."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=30, pool_timeout=15)
        _ask_after_a_pause(engine)
        return engine
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=40, pool_timeout=15)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _ask_after_a_pause(engine: Engine) -> None:
    """Asks a pooled connection whether it still lives when it has rested. `pool_pre_ping` asks every time: three times a turn."""

    def rests(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    def wakes(connection: Any, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get("rests_since", 0.0) < RESTED:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError("The connection was closed while it rested.") from error  # the pool opens another

    event.listen(engine, "checkin", rests)
    event.listen(engine, "checkout", wakes)


def session_factory(engine: Engine, *, public_url: str = "") -> sessionmaker[Session]:
    """Makes sessions. Rows stay readable after commit; nothing is written without an explicit commit."""
    return sessionmaker(engine, expire_on_commit=False, info={PUBLIC_URL: public_url})


def start_writing(session: Session) -> None:
    """Takes SQLite's write lock now, so that reading first and writing later cannot fail in between.

    Call it before anything else in a transaction that will write. On PostgreSQL it does nothing of note.
    """
    session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})


@contextmanager
def writing(sessions: sessionmaker[Session]) -> Iterator[Connection]:
    """A transaction that will write, for statements on plain tables. Without a `commit()` it is undone."""
    engine: Engine = sessions.kw["bind"]
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        yield connection


@contextmanager
def reading(sessions: sessionmaker[Session]) -> Iterator[Connection]:
    """A connection to read from plain tables. On PostgreSQL each statement stands alone: no BEGIN and ROLLBACK around it."""
    engine: Engine = sessions.kw["bind"]
    alone = {} if engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
    with engine.connect().execution_options(**alone) as connection:
        yield connection


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so: _begin_sqlite
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # a submitted complaint survives a power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}")

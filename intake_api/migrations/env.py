"""Runs migrations on the address that `intake_api.db.migrate` gives (or REDRESS_DATABASE_URL)."""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

from intake_api.db import tables
from intake_api.db.base import make_engine
from intake_api.settings import Settings

LOCK = 7_322_001  # any number of our own: two processes that start together migrate one after the other


def run() -> None:
    """Runs what is due in one transaction a migration file."""
    engine = make_engine(context.config.attributes.get("database_url") or Settings().database_url)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
                connection.commit()
            else:
                connection = connection.execution_options(sqlite_begin="IMMEDIATE")
            context.configure(
                connection=connection,
                target_metadata=tables.metadata,
                render_as_batch=True,
                compare_type=True,
                transactional_ddl=True,
            )
            with context.begin_transaction():
                context.run_migrations()
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
                connection.commit()
    finally:
        engine.dispose()


run()

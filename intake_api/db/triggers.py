"""Triggers that make the database itself refuse to change what must stay as it was. For migrations."""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op


def refuse(table: str, change: str, columns: Sequence[str] = ()) -> None:
    """From now on the database refuses `change` (UPDATE, DELETE or, on PostgreSQL, TRUNCATE) of a table, or of columns."""
    of = f" OF {', '.join(columns)}" if columns else ""
    name = _name(table, change)
    message = f"{table}: {change.lower()} refused, this must stay as it was"
    if op.get_bind().dialect.name == "postgresql":
        level = "STATEMENT" if change == "TRUNCATE" else "ROW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {change}{of} ON {table} FOR EACH {level} EXECUTE FUNCTION {name}()")
    elif change != "TRUNCATE":  # SQLite has none
        op.execute(f"CREATE TRIGGER {name} BEFORE {change}{of} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END")


def allow_again(table: str, change: str) -> None:
    """Takes the refusal away; for downgrades only."""
    name = _name(table, change)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {name}()")
    elif change != "TRUNCATE":
        op.execute(f"DROP TRIGGER {name}")


def _name(table: str, change: str) -> str:
    return f"{table}_refuse_{change.lower()}"

"""`./redress audit`: is the audit trail whole?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from commands.database import DEFAULT_URL
from commands.paths import SetupError, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
Database = Annotated[str, typer.Option("--database", envvar="REDRESS_DATABASE_URL", help="sqlite:///... or postgresql://...")]


@app.callback()
def _audit() -> None:
    """Is the audit trail whole?"""


@app.command()
def head(database: Database = "") -> None:
    """Prints the end of the chain. Keep it elsewhere: with it `verify` also finds entries removed at the end."""
    from intake_api.audit.verifying import fetch_head

    with _reading(database) as connection:
        found = fetch_head(connection)
    if found is None:
        raise SetupError("There is no entry yet.")
    typer.echo(str(found))


@app.command()
def verify(
    kept: Annotated[str, typer.Option("--kept", help="A line that ./redress audit head printed earlier")] = "",
    database: Database = "",
) -> None:
    """Reads the whole trail. Says the first entry that was changed or is missing, and then exits with 1."""
    from intake_api.audit import verifying

    try:
        known = verifying.Head.parse(kept) if kept else None
    except ValueError as problem:
        raise SetupError("--kept takes a line as ./redress audit head prints it: a number, a colon, 64 signs.") from problem
    with _reading(database) as connection:
        report = verifying.verify(connection, kept=known)
    if report.broken_at is not None:
        say(f"The trail is broken at entry {report.broken_at}. {report.why}")
        raise typer.Exit(1)
    typer.echo(f"The trail is whole: {report.head.position} entries.")
    typer.echo(str(report.head))


@contextmanager
def _reading(database_url: str) -> Iterator[Connection]:
    """A connection to the database as it is: nothing is brought up to date, so that a copy can be looked at too."""
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    from intake_api.db.base import make_engine
    from intake_api.settings import Settings

    try:
        engine = make_engine(Settings(database_url=database_url or DEFAULT_URL).database_url)
    except (ArgumentError, ModuleNotFoundError) as problem:
        raise SetupError("The address of the database cannot be read. Write sqlite:///file or postgresql://...") from problem
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as problem:
        raise SetupError(f"The trail could not be read: {problem}") from problem
    finally:
        engine.dispose()

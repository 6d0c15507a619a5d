"""`./redress rekey`: writes anew what cases are found by when somebody contacts us again."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.database import migrated


def rekey(
    database: Annotated[
        str, typer.Option("--database", envvar="REDRESS_DATABASE_URL", help="sqlite:///... or postgresql://...")
    ] = "",
) -> None:
    """Writes anew what cases are found by: needed once for cases from before an update, harmless at any time."""
    from intake_api.casework.matching import rebuild_all
    from intake_api.db.base import make_engine, session_factory

    engine = make_engine(migrated(database))
    try:
        count = rebuild_all(session_factory(engine))
    finally:
        engine.dispose()
    typer.echo(f"{count} case{'' if count == 1 else 's'} can be found again by name, telephone number, email and postcode.")

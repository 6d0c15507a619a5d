"""`./redress subscription add`: tells a case system's address to the outbox."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.paths import SetupError

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True, help="Who is told of new cases.")
Database = Annotated[str, typer.Option("--database", envvar="REDRESS_DATABASE_URL", help="sqlite:///... or postgresql://...")]


@app.callback()
def _subscriptions() -> None:
    """Who is told of new cases."""


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="https address that takes signed webhooks (standardwebhooks.com)")],
    with_earlier: Annotated[bool, typer.Option(help="Send every event so far, too")] = False,
    database: Database = "",
) -> None:
    """Subscribes a case system and prints, once, the secret that signs what it gets."""
    from commands.database import writing
    from intake_api.db.base import utc_now
    from intake_api.outbox.service import BadSubscriptionError, add_subscription

    try:
        with writing(database) as session:
            secret = add_subscription(session, url=url, now=utc_now(), with_earlier=with_earlier).secret
    except BadSubscriptionError as problem:
        raise SetupError(str(problem)) from problem
    typer.echo(f"Subscribed {url}. Its signing secret, shown only this once: {secret}")

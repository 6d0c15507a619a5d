"""`./redress subscription add|set-events|switch-on|switch-off`: which case systems the outbox tells, and of what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commands.paths import SetupError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from intake_api.outbox.models import Subscription

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True, help="Which case systems are told of cases."
)
Events = Annotated[
    list[str] | None,
    typer.Option("--event", help="Only this type of event, such as case.closed; repeat it for more. Else every one"),
]
Database = Annotated[str, typer.Option("--database", envvar="REDRESS_DATABASE_URL", help="sqlite:///... or postgresql://...")]


@app.callback()
def _subscriptions() -> None:
    """Which case systems are told of cases, and of what."""


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="https address that takes signed webhooks (standardwebhooks.com)")],
    with_earlier: Annotated[bool, typer.Option(help="Send every event so far, too")] = False,
    event: Events = None,
    database: Database = "",
) -> None:
    """Subscribes a case system and prints, once, the secret that signs what it gets."""
    from commands.database import writing
    from intake_api.db.base import utc_now
    from intake_api.outbox.service import BadSubscriptionError, add_subscription

    try:
        with writing(database) as session:
            secret = add_subscription(session, url=url, now=utc_now(), with_earlier=with_earlier, kinds=event).secret
    except BadSubscriptionError as problem:
        raise SetupError(str(problem)) from problem
    typer.echo(f"Subscribed {url}. Its signing secret, shown only this once: {secret}")


@app.command("set-events")
def set_events(
    url: Annotated[str, typer.Argument(help="A subscribed address")], event: Events = None, database: Database = ""
) -> None:
    """From now on the case system is told of these events, or of every one."""
    from commands.database import writing
    from intake_api.db.base import utc_now
    from intake_api.outbox.service import BadSubscriptionError, set_kinds

    try:
        with writing(database) as session:
            set_kinds(session, subscription=_find(session, url), kinds=event, now=utc_now())
    except BadSubscriptionError as problem:
        raise SetupError(str(problem)) from problem
    typer.echo(f"{url} is told of {', '.join(sorted(set(event))) if event else 'every event'} from now on.")


@app.command("switch-on")
def switch_on(url: Annotated[str, typer.Argument(help="A subscribed address")], database: Database = "") -> None:
    """Sends again to a case system that was switched off, what waited for it first."""
    _switch(url, database, is_active=True)
    typer.echo(f"{url} is told again.")


@app.command("switch-off")
def switch_off(url: Annotated[str, typer.Argument(help="A subscribed address")], database: Database = "") -> None:
    """Sends nothing more to a case system; what is due waits for it."""
    _switch(url, database, is_active=False)
    typer.echo(f"{url} is told nothing more. What is due waits.")


def _switch(url: str, database: str, *, is_active: bool) -> None:
    from commands.database import writing
    from intake_api.db.base import utc_now
    from intake_api.outbox.service import set_active

    with writing(database) as session:
        set_active(session, subscription=_find(session, url), is_active=is_active, now=utc_now(), why="asked for")


def _find(session: Session, url: str) -> Subscription:
    from sqlalchemy import select

    from intake_api.outbox.models import Subscription

    found = session.scalars(select(Subscription).where(Subscription.url == url)).one_or_none()
    if found is None:
        raise SetupError(f"{url} is not subscribed. Subscribe it: ./redress subscription add {url}")
    return found

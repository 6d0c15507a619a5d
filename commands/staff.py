"""`./redress staff`: who may log in to the staff pages."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.paths import SetupError

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
Database = Annotated[str, typer.Option("--database", envvar="REDRESS_DATABASE_URL", help="sqlite:///... or postgresql://...")]
Name = Annotated[str, typer.Argument(help="The name to log in with")]


@app.callback()
def _staff() -> None:
    """Who may log in to the staff pages."""


@app.command()
def add(name: Name, database: Database = "") -> None:
    """Adds a member of staff and prints, once, the first password."""
    from sqlalchemy.exc import IntegrityError

    from commands.database import writing
    from intake_api.clock import utc_now
    from intake_api.staff import passwords
    from intake_api.staff.service import add_user

    password = passwords.new_password()
    try:
        with writing(database) as session:
            add_user(session, username=_given(name), password=password, now=utc_now())
    except IntegrityError as problem:
        raise SetupError(f"{name} is there already. For a new password: ./redress staff reset-password {name}") from problem
    typer.echo(f"Added {name}. Password, shown only this once: {password}")


@app.command("list")
def list_staff(database: Database = "") -> None:
    """Who may log in, one a line."""
    from sqlalchemy import select

    from commands.database import writing
    from intake_api.staff.models import StaffUser

    with writing(database) as session:
        for user in session.scalars(select(StaffUser).order_by(StaffUser.username)):
            typer.echo(user.username if user.is_active else f"{user.username} (switched off)")


@app.command("reset-password")
def reset_password(name: Name, database: Database = "") -> None:
    """Gives a member of staff a new password, printed once, and ends their sessions."""
    from sqlalchemy import select

    from commands.database import writing
    from intake_api.audit import service as audit
    from intake_api.clock import utc_now
    from intake_api.staff import passwords
    from intake_api.staff.models import StaffUser
    from intake_api.staff.service import revoke_sessions

    password = passwords.new_password()
    with writing(database) as session:
        user = session.scalars(select(StaffUser).where(StaffUser.username == _given(name).casefold())).one_or_none()
        if user is None:
            raise SetupError(f"Nobody is called {name}. ./redress staff list shows who is there.")
        user.password_hash = passwords.hash_password(password)
        revoke_sessions(session, user=user, now=utc_now())
        audit.record(session, actor="system", action="staff_password_reset", at=utc_now(), subject=f"staff:{user.id}")
    typer.echo(f"New password of {user.username}, shown only this once: {password}")


def first_user(database_url: str) -> tuple[str, str] | None:
    """Makes the first member of staff if there is none: (name, password), to be shown once; else None."""
    from sqlalchemy.orm import Session

    from commands.database import migrated
    from intake_api.db.base import make_engine
    from intake_api.staff.service import FIRST_USERNAME, ensure_first_user

    engine = make_engine(migrated(database_url))
    try:
        with Session(engine) as session:
            password = ensure_first_user(session)
    finally:
        engine.dispose()
    return (FIRST_USERNAME, password) if password else None


def _given(name: str) -> str:
    if not name.strip() or len(name.strip()) > 80:
        raise SetupError("Give a name of 1 to 80 characters.")
    return name.strip()

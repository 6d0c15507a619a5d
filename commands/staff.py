"""`./redress staff`: who may log in to the staff pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commands.paths import SetupError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from intake_api.staff.models import StaffUser
    from intake_api.staff.roles import Role

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
Database = Annotated[str, typer.Option("--database", envvar="REDRESS_DATABASE_URL", help="sqlite:///... or postgresql://...")]
Name = Annotated[str, typer.Argument(help="The name to log in with")]


@app.callback()
def _staff() -> None:
    """Who may log in to the staff pages."""


@app.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="intake, caseworker, senior_caseworker, manager, ...")] = "caseworker",
    team: Annotated[str, typer.Option(help="Cases of another team stay closed to them; empty: none")] = "",
    full_name: Annotated[str, typer.Option(help="The name that letters are signed with; empty: the name to log in with")] = "",
    database: Database = "",
) -> None:
    """Adds a member of staff and prints, once, the first password."""
    from sqlalchemy.exc import IntegrityError

    from commands.database import writing
    from intake_api.clock import utc_now
    from intake_api.staff import passwords
    from intake_api.staff.people import plain_name
    from intake_api.staff.service import add_user

    password, known = passwords.new_password(), _role(role)
    try:
        with writing(database) as session:
            add_user(
                session,
                username=_given(name),
                password=password,
                now=utc_now(),
                role=known,
                team=_team(team),
                full_name=plain_name(full_name),
            )
    except IntegrityError as problem:
        raise SetupError(f"{name} is there already. For a new password: ./redress staff reset-password {name}") from problem
    typer.echo(f"Added {name}. Password, shown only this once: {password}")


@app.command("list")
def list_staff(database: Database = "") -> None:
    """Who may log in, one a line: name, role, team."""
    from commands.database import writing
    from intake_api.staff.people import fetch_people

    with writing(database) as session:
        for user in fetch_people(session):
            more = [user.role, *([user.team] if user.team else []), *([] if user.is_active else ["switched off"])]
            typer.echo(f"{user.username} ({', '.join(more)})")


@app.command("set-role")
def set_role(
    name: Name,
    role: Annotated[str, typer.Argument(help="The new role")],
    team: Annotated[str | None, typer.Option(help="The new team; empty: none. Left out: as it was")] = None,
    database: Database = "",
) -> None:
    """Gives a member of staff another role. It holds from their next click on."""
    known = _role(role)
    _change(database, name, role=known, team=team)
    typer.echo(f"{name} is now: {known.value}.")


@app.command("switch-off")
def switch_off(name: Name, database: Database = "") -> None:
    """Ends a member of staff's log-ins and lets them in no more. What they did stays in the audit trail."""
    _change(database, name, is_active=False)
    typer.echo(f"{name} is switched off.")


@app.command("switch-on")
def switch_on(name: Name, database: Database = "") -> None:
    """Lets somebody in again who was switched off."""
    _change(database, name, is_active=True)
    typer.echo(f"{name} may log in again.")


@app.command("reset-password")
def reset_password(name: Name, database: Database = "") -> None:
    """Gives a member of staff a new password, printed once, and ends their sessions."""
    from commands.database import writing
    from intake_api.clock import utc_now
    from intake_api.staff.people import give_password

    with writing(database) as session:
        user = _person(session, name)
        if user.oidc_key:
            raise SetupError(f"{name} logs in with the organisation's account and has no password here.")
        password = give_password(session, user, actor="system", now=utc_now())
    typer.echo(f"New password of {user.username}, shown only this once: {password}")


@app.command("reset-second-factor")
def reset_second_factor(name: Name, database: Database = "") -> None:
    """Takes the second factor of somebody away who lost their app and their recovery codes."""
    from commands.database import writing
    from intake_api.clock import utc_now
    from intake_api.staff.second_factor import turn_off

    with writing(database) as session:
        turn_off(session, _person(session, name), actor="system", now=utc_now())
    typer.echo(f"{name} has no second factor now.")


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


def _role(name: str) -> Role:
    from intake_api.staff.roles import Role

    try:
        return Role(name.strip().casefold().replace("-", "_").replace(" ", "_"))
    except ValueError as problem:
        raise SetupError(f"There is no role {name}. The roles are: {', '.join(Role)}.") from problem


def _team(text: str) -> str | None:
    from intake_api.staff.people import plain_team

    if len(text.strip()) > 60:
        raise SetupError("Give a team of at most 60 characters.")
    return plain_team(text)


def _person(session: Session, name: str) -> StaffUser:
    from intake_api.staff.people import fetch_person

    user = fetch_person(session, name=_given(name))
    if user is None:
        raise SetupError(f"Nobody is called {name}. ./redress staff list shows who is there.")
    return user


def _change(
    database: str, name: str, *, role: Role | None = None, team: str | None = None, is_active: bool | None = None
) -> None:
    """What is None stays as it is."""
    from commands.database import writing
    from intake_api.clock import utc_now
    from intake_api.staff import people
    from intake_api.staff.roles import Role

    with writing(database) as session:
        user = _person(session, name)
        people.change(
            session, user, role=role or Role(user.role), team=user.team if team is None else _team(team), actor="system",
            is_active=user.is_active if is_active is None else is_active, now=utc_now(), may_be_last=True,
        )  # fmt: skip

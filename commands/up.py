"""`./redress up`: everything running on this machine."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from commands.paths import VAR, SetupError, say

if TYPE_CHECKING:
    from commands.system import System

_MADE_HERE = frozenset({"database_url", "public_url", "api_token", "secret_key", "rasa_url", "rasa_token"})


def up(
    port: Annotated[int, typer.Option(help="Where the pages and the API listen", min=1, max=65535)] = 8000,
    database: Annotated[str, typer.Option(envvar="REDRESS_DATABASE_URL", help="sqlite:///... or postgresql://...")] = "",
) -> None:
    """Everything running on one machine: public chat, guided form, staff pages. Ctrl-C stops all of it."""
    from commands import setup
    from commands.secrets_store import kept_secrets
    from commands.services import Ports, free_port, port_is_free
    from commands.system import System

    stop = _stop_on_signals()
    if not port_is_free(port):
        raise SetupError(
            f"Port {port} is taken by another program. Stop it or choose another: ./redress up --port {_next_free(port)}"
        )
    model = setup.trained_model()
    setup.narrative_model()
    setup.web_build()
    ports = Ports(api=port, actions=_preferred(5055, free_port()), rasa=_preferred(5005, free_port()))
    settings = {"REDRESS_PUBLIC_URL": os.environ.get("REDRESS_PUBLIC_URL", f"http://localhost:{port}"), **_passed_on()}
    url = database or f"sqlite:///{VAR / 'redress.db'}"
    with System(database_url=url, model=model, ports=ports, secrets=kept_secrets(), settings=settings) as system:
        system.wait_ready(["api"], deadline=60)
        _tell(port, url)
        _tell_when_ready(system)
        stop.wait()
        say("Stopping ...")


def _passed_on() -> dict[str, str]:
    """Every setting of the API that the environment names, but those that join the processes: these are made here."""
    from intake_api.settings import Settings

    wanted = {f"REDRESS_{name.upper()}" for name in Settings.model_fields if name not in _MADE_HERE}
    return {name: value for name, value in os.environ.items() if name in wanted}


def _tell_when_ready(system: System) -> None:
    try:
        system.wait_ready(deadline=180)
        say("The assistant is ready.")
    except SetupError as problem:
        say(f"The chat is not available: {problem}\n\nThe guided form takes complaints all the same. The chat is tried again.")


def _stop_on_signals() -> threading.Event:
    """Turns the first Ctrl-C or request to end into an orderly stop; during set-up it ends at once."""
    stop = threading.Event()

    def ask(signum: int, frame: object) -> None:
        signal.signal(signum, signal.SIG_IGN)
        stop.set()
        raise SystemExit(0 if signum == signal.SIGINT else 128 + signum)

    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, ask)
    return stop


def _preferred(port: int, otherwise: int) -> int:
    from commands.services import port_is_free

    return port if port_is_free(port) else otherwise


def _next_free(port: int) -> int:
    from commands.services import free_port, port_is_free

    return next((near for near in range(port + 1, min(port + 100, 65536)) if port_is_free(near)), None) or free_port()


def _tell(port: int, database_url: str) -> None:
    from commands.staff import first_user

    typer.echo(f"Redress is at http://localhost:{port}   Staff: http://localhost:{port}/staff   Stop: Ctrl-C")
    first = first_user(database_url)
    if first:
        typer.echo(f"First staff user: {first[0]}   Password, shown only this once: {first[1]}")
        typer.echo("They are a manager. Add others, and an administrator: ./redress staff add NAME --role administrator")
    else:
        typer.echo("Staff log in with their own name and password. Forgotten? ./redress staff reset-password NAME")
    say("The assistant is loading; the guided form works already.")

"""`./redress talk FILE`: a written conversation played through a running system."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from commands.paths import SetupError
from commands.player import NoSuchButtonError, Player, Turn


def talk_command(
    file: Annotated[str, typer.Argument(help="One message a line; '> Title' presses a button, '#' begins a comment; -")],
    url: Annotated[str, typer.Option(help="A running Redress; without it one is started and stopped again")] = "",
    channel: Annotated[str, typer.Option(help="web or phone")] = "web",
) -> None:
    """Plays a conversation (one message a line) and prints both sides, the record and the determination as JSON."""
    with _somewhere(url) as (base_url, token):
        typer.echo(json.dumps(talk(file, base_url, channel=channel, api_token=token), ensure_ascii=False, indent=2))


def talk(path: str | Path, base_url: str, *, channel: str = "web", api_token: str | None = None) -> dict[str, Any]:
    """Plays the file against a running system.

    Returns {"turns": [{"said", "replied", "asked", "ms"}], "record", "determination", "reference"}.
    Raises SetupError naming the line when a button is not on offer or the file cannot be read.
    """
    lines = _lines(path)
    with Player(base_url, channel=channel, api_token=api_token) as player:
        player.open()
        for number, line in lines:
            _play(player, number, line)
        record, determination = _result(player, has_token=api_token is not None)
        turns = [turn.as_dict() for turn in player.turns]
        return {"turns": turns, "record": record, "determination": determination, "reference": player.reference}


def _lines(path: str | Path) -> list[tuple[int, str]]:
    try:
        text = typer.get_text_stream("stdin").read() if str(path) == "-" else Path(path).read_text(encoding="utf-8")
    except OSError as problem:
        why = f"{path} cannot be read: {problem.strerror}. Give the path of a file, or - for standard input."
        raise SetupError(why) from problem
    rows = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    return [(number, line) for number, line in rows if line and not line.startswith("#")]


def _play(player: Player, number: int, line: str) -> Turn:
    if not line.startswith("> "):
        return player.say(line)
    try:
        return player.press(line.removeprefix("> ").strip())
    except NoSuchButtonError as problem:
        raise SetupError(f"Line {number}: {problem}") from problem


def _result(player: Player, *, has_token: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """The case when there is one and we may read it; else what the answers so far come to."""
    if player.reference and has_token:
        case = player.case()
        return case["record"], case["determination"]
    from service_model import determine
    from service_model.facts import record_from

    complaint = record_from(player.facts, channel=player.channel)
    found = determine(complaint, today=datetime.now(ZoneInfo("Europe/London")).date())
    return complaint.model_dump(mode="json", exclude_none=True), found.as_dict()


@contextmanager
def _somewhere(url: str) -> Iterator[tuple[str, str | None]]:
    """The address of a running system and, when it is ours, its service token."""
    if url:
        yield url, None
        return
    from commands import setup
    from commands.system import System

    model = setup.trained_model()
    setup.narrative_model()
    with (
        tempfile.TemporaryDirectory(prefix="redress-talk-") as folder,
        System(database_url=f"sqlite:///{folder}/redress.db", model=model) as system,
    ):
        system.wait_ready(deadline=240)
        yield system.url, system.secrets.api_token


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
app.command("talk")(talk_command)

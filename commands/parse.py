"""`./redress parse FILE`: messages to the trained model's intent, confidence and entities."""

from __future__ import annotations

import subprocess
from typing import Annotated

import typer

from commands.jsonlines import opened


def parse(file: Annotated[str, typer.Argument(help="One JSON object a line with text and optional context; -")]) -> None:
    """Messages to what the trained model makes of them (JSON Lines). Trains the model first if it must."""
    from commands import setup
    from commands.paths import ROOT
    from commands.services import Secrets, rasa_environment

    with opened(file) as stream:
        model = setup.trained_model()
        command = [str(setup.bot_environment()), "-m", "bot.parse", "--model", str(model)]
        done = subprocess.run(command, cwd=ROOT, env=rasa_environment(Secrets()), stdin=stream, check=False)
    raise typer.Exit(done.returncode)

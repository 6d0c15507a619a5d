"""`python -m commands`: the table of commands. Each lives in a module of its own, imported only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from commands.paths import SetupError, say

COMMANDS = (
    "up", "test", "determine", "understand", "parse", "talk", "schema", "coverage", "rules", "register", "staff", "audit",
    "subscription", "rekey", "evaluate", "bench", "screenshots", "letters", "demo",
)  # fmt: skip


class _Commands(TyperGroup):
    """Finds a command by the name of its module: a Typer `app`, or a function of the same name."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command whose module is there."""
        return [name for name in COMMANDS if Path(__file__).with_name(f"{name}.py").exists()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, imported now; None if there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"commands.{cmd_name}")
        app = getattr(module, "app", None)
        if app is None:
            app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            app.command(cmd_name)(getattr(module, cmd_name))
        command = typer.main.get_command(app)
        command.name = cmd_name
        return command


app = typer.Typer(cls=_Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def redress() -> None:
    """Redress takes a complaint about a public service and says, with cited paragraphs, what can happen to it."""


def main() -> None:
    """Runs the command line. A missing tool ends in one plain message, never a traceback."""
    try:
        app(prog_name="redress")
    except SetupError as problem:
        say(str(problem))
        sys.exit(1)


if __name__ == "__main__":
    main()

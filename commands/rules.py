"""`./redress rules`: the rulebook as one readable HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.paths import say


def rules(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write it here, not to standard output")] = None,
) -> None:
    """The rulebook as one HTML page: the gates in order with reasons and paragraphs, the rules for staff, a drawing."""
    from intake_api.rulebook.page import as_one_file

    page = as_one_file()
    if output is None:
        typer.echo(page)
        return
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as problem:
        say(f"{output} cannot be written: {problem.strerror}. Give a path in a folder that exists.")
        raise typer.Exit(1) from None
    say(f"The rulebook is in {output}. Open it in a browser.")

"""`./redress understand FILE`: free text to what `narrative` found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.determine import split_today
from commands.jsonlines import BadInputError, answer_all

if TYPE_CHECKING:
    from narrative.reader import Reader


def understand(file: Annotated[str, typer.Argument(help="One JSON object a line with text and optional today; -")]) -> None:
    """Free text to the organisations, dates, contacts and signals found in it (JSON Lines)."""
    reader = the_reader()

    def read(given: dict[str, Any]) -> dict[str, Any]:
        rest, today = split_today(given)
        return reader.read(text_of(rest), today=today).as_dict()

    raise typer.Exit(answer_all(file, read))


def text_of(given: dict[str, Any]) -> str:
    """The text of one line. Raises BadInputError when it is missing or no text."""
    text = given.get("text")
    if not isinstance(text, str):
        raise BadInputError(("text", 'This must be text, like {"text": "The hospital lost my notes."}.'))
    return text


def the_reader() -> Reader:
    """The reader that knows the bodies of the rules' register."""
    from commands.setup import narrative_model
    from narrative import Name, build_reader
    from service_model import PHSO

    narrative_model()
    return build_reader(Name(*row) for row in PHSO.register.spoken())

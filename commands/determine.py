"""`./redress determine FILE`: a complaint record to a determination."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from commands.jsonlines import BadInputError, answer_all, bad_fields


def determine(file: Annotated[str, typer.Argument(help="JSON, or JSON Lines for many; - for standard input")]) -> None:
    """A complaint record to a determination (JSON). `today` may stand beside the record."""
    raise typer.Exit(answer_all(file, determination_of))


def determination_of(given: dict[str, Any]) -> dict[str, Any]:
    """The published determination of one record; `today` (ISO date) beside it. Raises BadInputError naming the field."""
    from pydantic import ValidationError

    from service_model import determine as decide
    from service_model.checks import date_problems
    from service_model.record import Complaint

    record, today = split_today(given)
    try:
        complaint = Complaint.model_validate(record)
    except ValidationError as problem:
        raise bad_fields(problem) from problem
    problems = tuple(date_problems(complaint, today))
    if problems:
        raise BadInputError(*problems)
    return decide(complaint, today=today).as_dict()


def split_today(given: dict[str, Any]) -> tuple[dict[str, Any], date]:
    """What was given without `today`, and `today`: the day in London when it is absent. Raises BadInputError for no ISO date."""
    rest = {name: value for name, value in given.items() if name != "today"}
    today = given.get("today")
    if today is None:
        return rest, datetime.now(ZoneInfo("Europe/London")).date()
    try:
        return rest, date.fromisoformat(today)
    except (TypeError, ValueError) as problem:
        raise BadInputError(("today", f"{today!r} is not a date. Write it like 2026-01-05.")) from problem

"""`./redress determine FILE`: a complaint record to a determination, under this or another version of the guidance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from commands.jsonlines import BadInputError, answer_all, bad_fields
from commands.paths import say

if TYPE_CHECKING:
    from service_model import Authority


def determine(
    file: Annotated[str, typer.Argument(help="JSON, or JSON Lines for many; - for standard input")],
    guidance: Annotated[
        str | None, typer.Option(help="A version of the guidance (v22), or its file: tells what it would change")
    ] = None,
) -> None:
    """A complaint record to a determination (JSON). `today` may stand beside the record."""
    if guidance is None:
        raise typer.Exit(answer_all(file, determination_of))
    version = guidance
    try:
        version_of("phso", version)
    except (ValueError, OSError) as problem:
        say(str(problem))
        raise typer.Exit(2) from None
    raise typer.Exit(answer_all(file, lambda given: under(given, version)))


def determination_of(given: dict[str, Any]) -> dict[str, Any]:
    """The published determination of one record; `today` (ISO date) beside it. Raises BadInputError naming the field."""
    from service_model.published import published

    complaint, today = read(given)
    return published(complaint, today=today, authority=authority_of(complaint.authority))


def under(given: dict[str, Any], version: str) -> dict[str, Any]:
    """The determination under that version, with `compared_with` (the version in force) and `changes`, one a difference."""
    from service_model.published import published

    complaint, today = read(given)
    now = published(complaint, today=today, authority=authority_of(complaint.authority))
    try:
        other = version_of(complaint.authority, version)
    except ValueError as problem:
        raise BadInputError(("authority", str(problem))) from problem
    then = published(complaint, today=today, authority=other)
    changes = [{"field": field, "now": old, "then": new} for field, old, new in differences(now, then)]
    return {**then, "compared_with": now["guidance"], "changes": changes}


def read(given: dict[str, Any]) -> tuple[Any, date]:
    """The record, typed and free of contradictions, and the day. Raises BadInputError naming every field that is wrong."""
    from pydantic import ValidationError

    from service_model.checks import date_problems
    from service_model.contradictions import contradictions
    from service_model.record import Complaint

    record, today = split_today(given)
    try:
        complaint = Complaint.model_validate(record)
    except ValidationError as problem:
        raise bad_fields(problem) from problem
    try:
        authority = authority_of(complaint.authority)
    except ValueError as problem:
        raise BadInputError(("authority", str(problem))) from problem
    problems = dict.fromkeys((*date_problems(complaint, today), *contradictions(complaint, authority=authority)))
    if problems:
        raise BadInputError(*problems)
    return complaint, today


@cache
def authority_of(name: str) -> Authority:
    """The authority a record names. Raises ValueError for one there is no file for."""
    from service_model import PHSO, load_authority

    return PHSO if name == PHSO.id else load_authority(name)


@cache
def version_of(name: str, version: str) -> Authority:
    """That authority under another version of its guidance: a name, or the path of a version file."""
    from service_model.authorities import load_version

    path = Path(version)
    return load_version(name, path if path.suffix in (".yaml", ".yml") else version)


def differences(now: dict[str, Any], then: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """What two determinations say differently: (field, now, then). Findings are compared gate by gate."""
    for field in now:
        if field == "guidance":
            continue
        if field != "findings":
            if now[field] != then[field]:
                yield field, now[field], then[field]
            continue
        before, after = ({row["gate"]: row for row in each["findings"]} for each in (now, then))
        for gate in dict.fromkeys((*before, *after)):
            old, new = before.get(gate, {}), after.get(gate, {})
            for key in dict.fromkeys((*old, *new)):
                if key != "gate" and old.get(key) != new.get(key):
                    yield f"findings.{gate}.{key}", old.get(key), new.get(key)


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

"""Between a posted form, the answers as they are kept (JSON without what is not known) and the typed facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from intake_api.casework.forms import ONE_ONLY, Posted, in_london_time, is_several
from intake_api.problems import field_errors
from intake_api.worksheets.fields import LINKS, Field
from intake_api.worksheets.kinds import Kind
from service_model.record import Part

_MESSAGES = {
    "date": "Give a date like 2026-03-05.", "moment": "Give a day and a time like 2026-03-05T14:30.",
    "number": "Give a whole number.", "one_of": "Choose one of the answers.", "several_of": "Choose from the answers.",
    "yes_no": "Choose yes, no, or not known yet.",
}  # fmt: skip
LINK_GONE = "Choose one of this case."


class UnreadableError(Exception):
    """What was typed is no answer to its field: `wrong` tells for each field why."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__("; ".join(wrong))
        self.wrong = dict(wrong)


def read(kind: Kind, given: Posted, *, links: Mapping[str, set[str]] | None = None) -> tuple[dict[str, Any], Part]:
    """The answers of a form, and the facts they make. Raises UnreadableError. `links` are what a link may lead to, by kind."""
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    places: dict[str, list[int]] = {}
    for field in kind.fields:
        if field.kind != "rows":
            _take(answers, field, field.path, given, wrong, links or {})
            continue
        rows = []
        for number in numbers(field.path, given):
            row: dict[str, Any] = {}
            for each in field.of:
                _take(row, each, f"{field.path}.{number}.{each.path}", given, wrong, links or {})
            if row or any(name.startswith(f"{field.path}.{number}.") for name in wrong):
                rows.append(row)
                places.setdefault(field.path, []).append(number)
        if rows:
            put(answers, field.path, rows)
    if wrong:
        raise UnreadableError(wrong)
    return answers, _facts(kind, answers, places)


def facts_of(kind: Kind, answers: Mapping[str, Any]) -> Part:
    """The facts that kept answers make. What a newer kind no longer asks or allows is left out, never an error of the page."""
    try:
        return kind.facts.model_validate(answers)
    except ValidationError as error:
        left = {path: value for path, value in answers.items() if path not in {str(row["loc"][0]) for row in error.errors()}}
        return kind.facts.model_validate(left)


def at(answers: Mapping[str, Any], path: str) -> Any:
    """What is kept at a path; None where nothing is."""
    found: Any = answers
    for name in path.split("."):
        if isinstance(found, list):
            found = found[int(name)] if name.isdigit() and int(name) < len(found) else None
        else:
            found = found.get(name) if isinstance(found, Mapping) else None
    return found


def put(answers: dict[str, Any], path: str, value: Any) -> None:
    """Keeps a value at a path."""
    *above, last = path.split(".")
    for name in above:
        answers = answers.setdefault(name, {})
    answers[last] = value


def as_typed(field: Field, value: Any) -> str:
    """A kept value as its box shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(str(each) for each in value) if field.kind == "lines" else str(value)


def _take(
    into: dict[str, Any], field: Field, name: str, given: Posted, wrong: dict[str, str], links: Mapping[str, set[str]]
) -> None:
    """Reads one field of a form. Blank is not known, and is not kept."""
    if field.kind == "several_of":
        ticked = [each for each in given.all.get(name, []) if each]
        if set(ticked) - set(field.options):
            wrong[name] = _MESSAGES[field.kind]
        elif ticked:
            put(into, field.path, ticked)
        return
    if is_several(given, name):
        wrong[name] = ONE_ONLY
        return
    typed = given.one.get(name, "").strip()
    if not typed:
        return
    try:
        put(into, field.path, _READ.get(field.kind, str)(typed))
    except ValueError:
        wrong[name] = _MESSAGES.get(field.kind, _MESSAGES["number"])
    if field.kind == "one_of" and typed not in field.options:
        wrong[name] = _MESSAGES["one_of"]
    if field.kind in LINKS and typed not in links.get(field.to or field.kind, set()):
        wrong[name] = LINK_GONE


def _number(typed: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", typed.replace(",", "").removeprefix("£")):
        raise ValueError(typed)
    return int(typed.replace(",", "").removeprefix("£"))


def _yes_no(typed: str) -> bool:
    if typed not in ("yes", "no"):
        raise ValueError(typed)
    return typed == "yes"


def _moment(typed: str) -> str:
    return in_london_time(datetime.fromisoformat(typed)).isoformat()


_READ: Mapping[str, Callable[[str], Any]] = {
    "yes_no": _yes_no, "number": _number, "component": _number, "contact": _number, "entry": _number,
    "date": lambda typed: date.fromisoformat(typed).isoformat(), "moment": _moment,
    "lines": lambda typed: [each.strip() for each in typed.splitlines() if each.strip()],
}  # fmt: skip


def numbers(path: str, given: Posted) -> Iterator[int]:
    """The rows that were sent, in order."""
    found = {int(match[1]) for name in given.one if (match := re.match(rf"{re.escape(path)}\.(\d{{1,3}})\.", name))}
    yield from sorted(found)


def _facts(kind: Kind, answers: dict[str, Any], places: Mapping[str, list[int]]) -> Part:
    try:
        return kind.facts.model_validate(answers)
    except ValidationError as error:
        rows = field_errors(error.errors(include_input=False, include_url=False))
        raise UnreadableError({_where(each.field, places): each.message for each in rows}) from error


def _where(loc: str, places: Mapping[str, list[int]]) -> str:
    """The name of the box that an error is about: empty rows between have no place among the answers."""
    for path, numbers in places.items():
        if match := re.match(rf"{re.escape(path)}\.(\d+)(\..*)?$", loc):
            return f"{path}.{numbers[int(match[1])]}{match[2] or ''}"
    return loc

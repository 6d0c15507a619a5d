"""The facts the intake may ask for (facts.yaml), and the two shapes they take: flat answers and the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import yaml

from service_model.record import Complaint

Kind = Literal["text", "name", "date", "bool", "choice", "organisation", "phone", "email", "postcode"]
Purpose = Literal["gate", "case", "dialogue"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that may be asked. `path` is where the answer stands in the record; None steers the talk only."""

    name: str
    kind: Kind
    path: str | None
    purpose: Purpose
    cites: tuple[str, ...]
    options: tuple[str, ...] = ()


def _load() -> dict[str, Fact]:
    rows = yaml.safe_load(files("service_model").joinpath("facts.yaml").read_text(encoding="utf-8"))
    return {
        name: Fact(name, row["kind"], row["path"], row["purpose"], tuple(row["cites"]), tuple(row.get("options", ())))
        for name, row in rows.items()
    }


FACTS: Mapping[str, Fact] = _load()


def record_from(answers: Mapping[str, Any], **about: Any) -> Complaint:
    """Builds the record from flat answers (fact name to value); `about` gives what no question asks (channel, signals ...).

    Raises pydantic.ValidationError, with the path of the field, for a value the record cannot hold.
    """
    record: dict[str, Any] = dict(about)
    for name, value in answers.items():
        path = FACTS[name].path
        if path is None or value is None:
            continue
        _put(record, path.split("."), value)
    return Complaint.model_validate(record)


def answers_from(complaint: Complaint) -> dict[str, Any]:
    """The flat answers a record holds: the inverse of `record_from` for what the facts name."""
    data = complaint.model_dump(mode="json", exclude_none=True)
    found = {name: _get(data, fact.path.split(".")) for name, fact in FACTS.items() if fact.path}
    return {name: value for name, value in found.items() if value is not None}


def _put(target: dict[str, Any], path: list[str], value: Any) -> None:
    head, *rest = path
    if not rest:
        target[head] = value
    elif rest[0].isdigit():
        rows = target.setdefault(head, [])
        while len(rows) <= int(rest[0]):
            rows.append({})
        _put(rows[int(rest[0])], rest[1:], value)
    else:
        _put(target.setdefault(head, {}), rest, value)


def _get(source: Any, path: list[str]) -> Any:
    for step in path:
        if isinstance(source, list):
            source = source[int(step)] if int(step) < len(source) else None
        elif isinstance(source, dict):
            source = source.get(step)
        if source is None:
            return None
    return source

"""Reads a posted form into typed values; what is blank is not there. What was typed is kept to be shown again."""

from __future__ import annotations

import types
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Union, get_args, get_origin

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from intake_api.clock import LONDON
from intake_api.conversations.clean import without_control
from intake_api.problems import field_errors

_WORDS = {
    "date_from_datetime_parsing": "Give a date like 2026-03-05.", "date_parsing": "Give a date like 2026-03-05.",
    "datetime_from_date_parsing": "Give a day and a time like 2026-03-05T14:30.",
    "datetime_parsing": "Give a day and a time like 2026-03-05T14:30.",
    "int_parsing": "Give a whole number.", "literal_error": "Choose one of the answers.", "missing": "This is needed.",
}  # fmt: skip


LARGEST_NUMBER = 2**31 - 1  # in a column of whole numbers
ONE_ONLY = "Choose one answer only."
# Words that say nothing of the field they stand beside: in the list at the head of a page they need its label
_BARE = ("This is needed", "This is too", "Give a ", "Give one of", "Choose one of the answers", "Choose from the", "Choose yes",
         ONE_ONLY)  # fmt: skip


class Filled(BaseModel):
    """A form as it was filled in. Fields it does not know are left alone; a blank one is no answer."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_no_answer(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {name: value for name, value in given.items() if not isinstance(value, str) or value.strip()}

    @field_validator("*")
    @classmethod
    def _number_fits(cls, value: Any) -> Any:
        """A number that no database column holds is nobody's: it is told, like a letter in the place of a number."""
        if isinstance(value, int) and not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
            raise PydanticCustomError("int_parsing", _WORDS["int_parsing"])
        return value


class Nothing(Filled):
    """A form that is only a button."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What the browser sent: one text for each name, and all of them where a name may come more than once."""

    one: dict[str, str] = field(default_factory=dict)
    all: dict[str, list[str]] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """The version the form was filled in on; 0, which is never the newest, where none was sent."""
        text = self.one.get("version", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    @property
    def key(self) -> str:
        """Which form of the page it was: its name, and the row it is about."""
        return "-".join(part for part in (self.one.get("form", ""), self.one.get("id", "")) if part)


async def posted(request: Request) -> Posted:
    """The form of a request, without what no keyboard types."""
    form = await request.form()
    rows = [(name, without_control(value)) for name, value in form.multi_items() if isinstance(value, str)]
    several: dict[str, list[str]] = {}
    for name, value in rows:
        several.setdefault(name, []).append(value)
    return Posted({name: values[-1] for name, values in several.items()}, several)


def read[F: Filled](schema: type[F], given: Posted) -> tuple[F | None, dict[str, str]]:
    """The typed form, or what is wrong with which field."""
    values: dict[str, Any] = {
        name: given.all.get(name, []) if _is_list(info.annotation) else given.one[name]
        for name, info in schema.model_fields.items()
        if name in given.one or _is_list(info.annotation)
    }
    twice = [name for name, value in values.items() if not isinstance(value, list) and is_several(given, name)]
    if twice:
        return None, dict.fromkeys(twice, ONE_ONLY)
    try:
        return schema.model_validate(values), {}
    except ValidationError as error:
        rows = error.errors(include_input=False, include_url=False)
        found = {each.field.partition(".")[0]: each.message for each in field_errors(rows)}
        for row in rows:
            if row["type"] in _WORDS and row["loc"]:
                found[str(row["loc"][0])] = _WORDS[row["type"]]
        return None, found


def is_several(given: Posted, name: str) -> bool:
    """Were several answers sent where one is asked for? Then none is taken for the one that was meant (SM-2.203, 2.242)."""
    return len({value.strip() for value in given.all.get(name, []) if value.strip()}) > 1


def with_label(message: str, label: str | None) -> str:
    """What is wrong, as it can be understood away from its field: 'Overall closure code: This is needed.'"""
    if not label or not message.startswith(_BARE):
        return message
    return f"{label} {message}" if label.endswith("?") else f"{label}: {message}"


def in_london_time(moment: datetime) -> datetime:
    """A time typed without its zone is London's."""
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def _is_list(annotation: Any) -> bool:
    if get_origin(annotation) in (Union, types.UnionType):
        return any(_is_list(part) for part in get_args(annotation))
    return annotation in (list, tuple) or get_origin(annotation) in (list, tuple)

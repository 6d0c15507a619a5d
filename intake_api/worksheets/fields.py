"""The fields of a worksheet as its file tells them, fitted to the facts type: a wrong name or option is refused at start."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

_PLAIN = {bool: "yes_no", datetime: "moment", date: "date", int: "number", str: "text"}
LINKS = ("component", "contact", "entry")
_WORDS = {"name", "label", "hint", "paragraph", "kind", "options", "only_if", "of", "spare", "to"}


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `path` leads into the facts; `of` are the fields of one row; `only_if`: paths with answers that ask it."""

    path: str
    label: str
    kind: str
    hint: str = ""
    paragraph: str = ""
    options: Mapping[str, str] = default(default_factory=dict)
    only_if: Mapping[str, tuple[str, ...]] = default(default_factory=dict)
    of: tuple[Field, ...] = ()
    spare: int = 2
    to: str = ""

    def named(self, path: str) -> Field:
        """The same question at another place: a field of one row."""
        return Field(path, self.label, self.kind, self.hint, self.paragraph, self.options, {}, (), self.spare, self.to)


def read_fields(rows: Any, facts: Any) -> tuple[Field, ...]:
    """The fields of a list in the file. Raises ValueError naming the field that does not fit the facts type."""
    if not isinstance(rows, list) or not rows:
        raise ValueError("a list of fields is needed")
    found = tuple(_field(row, facts) for row in rows)
    paths = [each.path for each in found]
    if twice := {each for each in paths if paths.count(each) > 1}:
        raise ValueError(f"{', '.join(sorted(twice))}: asked twice")
    return found


def _field(row: Any, facts: Any) -> Field:
    if not isinstance(row, Mapping) or not row.get("name") or not row.get("label"):
        raise ValueError(f"{row}: a field has a name and a label")
    name = str(row["name"])
    if unknown := set(row) - _WORDS:
        raise ValueError(f"{name}: there is no such word: {', '.join(sorted(unknown))}")
    if any(hasattr(dict, part) for part in name.split(".")):
        raise ValueError(f"{name}: templates take such a name for a dict's own method: choose another")
    found = type_at(facts, name)
    kind, values = _kind(found)
    given = row.get("options") or {}
    if not isinstance(given, Mapping):
        raise ValueError(f"{name}: options are values with their words")
    options = {_text(value): str(words) for value, words in given.items()}
    if kind == "text" and options:
        kind, values = "one_of", tuple(options)
    if options and set(options) != set(values):
        raise ValueError(f"{name}: the options are {', '.join(values)}, no others and no fewer")
    kind = _asked(name, row.get("kind"), kind)
    of = read_fields(row.get("of"), _of_what(found)) if kind == "rows" else ()
    if "of" in row and kind != "rows":
        raise ValueError(f"{name}: only rows have fields of their own")
    only_if = {str(path): tuple(_text(each) for each in answers) for path, answers in (row.get("only_if") or {}).items()}
    for path in only_if:
        type_at(facts, path)
    if kind == "entry" and not row.get("to"):
        raise ValueError(f"{name}: say `to` which kind it leads")
    return Field(
        name, str(row["label"]), kind, str(row.get("hint") or ""), str(row.get("paragraph") or ""),
        options or dict.fromkeys(values, ""), only_if, of, int(row.get("spare", 2)), str(row.get("to") or ""),
    )  # fmt: skip


def _asked(name: str, wanted: Any, kind: str) -> str:
    """A file may say how a field is asked, within what its type can hold."""
    if wanted is None or wanted == kind:
        return kind
    if (kind, wanted) in {("text", "long_text"), *(("number", each) for each in LINKS)}:
        return str(wanted)
    raise ValueError(f"{name}: its type is asked as {kind}, not as {wanted}")


def type_at(facts: Any, path: str) -> Any:
    """The type of the fact at a path. Raises ValueError where there is none."""
    found = _bare(facts)
    for name in path.split("."):
        if isinstance(found, type) and issubclass(found, BaseModel) and name in found.model_fields:
            found = _bare(found.model_fields[name].annotation)
        elif get_origin(found) in (dict, Mapping):
            found = _bare(get_args(found)[1])
        else:
            raise ValueError(f"{path}: the facts have no such field")
    return found


def _bare(annotation: Any) -> Any:
    """A type without 'or None', names of types, and notes on it."""
    if hasattr(annotation, "__value__"):
        return _bare(annotation.__value__)
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [_bare(each) for each in get_args(annotation) if each is not type(None)]
        if {date, datetime} == set(parts):
            return date
        return parts[0] if len(parts) == 1 else Literal[*_values(parts)] if _values(parts) else annotation
    return annotation


def _values(parts: list[Any]) -> tuple[Any, ...]:
    if not all(get_origin(each) is Literal for each in parts):
        return ()
    return tuple(value for each in parts for value in get_args(each))


def _kind(found: Any) -> tuple[str, tuple[str, ...]]:
    """How a type is asked, and the values it can have. Raises ValueError for one that no field can ask."""
    values = _choices(found)
    if values:
        return "one_of", values
    if get_origin(found) in (tuple, list):
        inner = _of_what(found)
        if _choices(inner):
            return "several_of", _choices(inner)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return "rows", ()
        if inner is str:
            return "lines", ()
    if found in _PLAIN:
        return _PLAIN[found], ()
    raise ValueError(f"{found}: no field can ask that")


def _choices(found: Any) -> tuple[str, ...]:
    """The values of a Literal in their order, also of Literals in Literals, or of an Enum."""
    if get_origin(found) is Literal:
        return tuple(value for each in get_args(found) for value in (_choices(each) or (_text(each),)))
    if isinstance(found, type) and issubclass(found, Enum):
        return tuple(_text(each.value) for each in found)
    return ()


def _of_what(found: Any) -> Any:
    return _bare(next((each for each in get_args(found) if each is not Ellipsis), str))


def _text(value: Any) -> str:
    """An answer as a form sends it: YAML reads a bare yes as true."""
    return "yes" if value is True else "no" if value is False else str(value)

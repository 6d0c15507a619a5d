"""The kinds of worksheet: one file each in `kinds/`, read and checked when the process starts.

A file holds: `id` (its name), `heading`, `paragraphs`, `tab` (a page of the case that links to it), `scope` (case; component,
one for each; entries, a list, with what one `entry` is called), `facts` and `judge` as `module:name`, `sections` of `fields`.
And, where wanted: `needs` (the action to save it), `before` (kinds of decision whose required checks read its open points),
`required` (not begun is an open point too), `prefill` and `beside` (`module:name`), `after` (what follows in the case once it is
saved, `module:name`), `privileged` (it never leaves the house), `speaks_first` (what the rules say is shown before it is begun).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from intake_api.staff.roles import Action
from intake_api.worksheets.fields import Field, read_fields
from service_model.record import Part
from service_model.worksheets import Judged

FILES = Path(__file__).with_name("kinds")
SCOPES = ("case", "component", "entries")
BEFORE = ("propose_to_investigate", "resolution", "declined")
_WORDS = {
    "id", "heading", "paragraphs", "tab", "scope", "entry", "facts", "judge", "sections", "needs", "before", "required",
    "prefill", "beside", "after", "privileged", "speaks_first",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together, under a heading."""

    heading: str
    hint: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of worksheet, as its file tells it."""

    id: str
    heading: str
    paragraphs: tuple[str, ...]
    tab: str
    scope: str
    entry: str
    facts: type[Part]
    judge: Callable[..., Judged]
    sections: tuple[Section, ...]
    needs: Action
    before: tuple[str, ...]
    required: bool
    prefill: Callable[..., Mapping[str, Any]] | None
    beside: tuple[Callable[..., Any], ...]
    after: Callable[..., None] | None = None
    is_privileged: bool = False
    speaks_first: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in the order it is asked."""
        return tuple(each for section in self.sections for each in section.fields)


def read_kind(path: Path) -> Kind:
    """The kind of one file. Raises ValueError that says what in it is wrong."""
    try:
        return _kind(yaml.safe_load(path.read_text(encoding="utf-8")), path.stem)
    except (KeyError, TypeError, AttributeError, ImportError, ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name} cannot be used: {error}") from error


def _kind(given: Mapping[str, Any], name: str) -> Kind:
    if unknown := set(given) - _WORDS:
        raise ValueError(f"there is no such word: {', '.join(sorted(unknown))}")
    if given["id"] != name:
        raise ValueError(f"its id is {given['id']}, not the name of its file")
    facts, before = _named(given["facts"]), tuple(given.get("before") or ())
    if not (isinstance(facts, type) and issubclass(facts, Part)):
        raise ValueError("facts: a Part is needed")
    facts()  # every fact may be unknown
    if given["scope"] not in SCOPES or (given["scope"] == "entries") != bool(given.get("entry")):
        raise ValueError("scope: case, component, or entries with the word for an entry")
    if wrong := set(before) - set(BEFORE):
        raise ValueError(f"before: there is no decision {', '.join(sorted(wrong))}")
    sections = tuple(_section(each, facts) for each in given["sections"])
    kind = Kind(
        name, str(given["heading"]), tuple(given["paragraphs"]), str(given["tab"]), str(given["scope"]),
        str(given.get("entry") or ""), facts, _named(given["judge"]), sections, Action(given.get("needs", "change_case")), before,
        bool(given.get("required")), _named(given["prefill"]) if given.get("prefill") else None,
        tuple(_named(each) for each in given.get("beside") or ()), _named(given["after"]) if given.get("after") else None,
        bool(given.get("privileged")), bool(given.get("speaks_first")),
    )  # fmt: skip
    paths = [each.path for each in kind.fields]
    if twice := {each for each in paths if paths.count(each) > 1}:
        raise ValueError(f"{', '.join(sorted(twice))}: asked twice")
    return kind


def _section(given: Mapping[str, Any], facts: type[Part]) -> Section:
    return Section(str(given["heading"]), str(given.get("hint") or ""), read_fields(given["fields"], facts))


def _named(place: str) -> Any:
    """What a place like `package.module:name` holds."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def read_all(folder: Path = FILES) -> dict[str, Kind]:
    """Every kind of a folder by its id. Raises ValueError for a file that cannot be used."""
    found = {path.stem: read_kind(path) for path in sorted(folder.glob("*.yaml"))}
    for kind in found.values():
        for field in kind.fields:
            if field.to and field.to not in found:
                raise ValueError(f"{kind.id}.yaml cannot be used: {field.path} leads to {field.to}, which is no kind")
    return found


KINDS: Mapping[str, Kind] = read_all()

"""Where a worksheet belongs: the case, one component, or an entry of a list; as it stands in an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from intake_api.worksheets.kinds import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """One worksheet of a kind. `entry` counts from 1; `is_new` is an entry that does not exist yet."""

    component_id: int | None = None
    entry: int = 0
    is_new: bool = False

    @property
    def text(self) -> str:
        """As it stands in an address: case, component-3, entry-2, entry-new."""
        if self.is_new:
            return "entry-new"
        return f"component-{self.component_id}" if self.component_id else f"entry-{self.entry}" if self.entry else "case"


CASE, NEW = Place(), Place(is_new=True)


def read_place(kind: Kind, text: str) -> Place | None:
    """The place of an address; None where this kind has no such one."""
    if kind.scope == "case":
        return CASE if text == "case" else None
    match = re.fullmatch(r"(component|entry)-([1-9][0-9]{0,8}|new)", text)
    if match is None or (match[1] == "component") != (kind.scope == "component"):
        return None
    if match[2] == "new":
        return NEW if match[1] == "entry" else None
    number = int(match[2])
    return Place(component_id=number) if match[1] == "component" else Place(entry=number)

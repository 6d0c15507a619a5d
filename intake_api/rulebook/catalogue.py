"""Reads the policy catalogue (`catalogue/` at the root): every requirement as a row with its paragraph and a check."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from intake_api.settings import ROOT

CATALOGUE = ROOT / "catalogue"
_PARAGRAPH = re.compile(r"[A-Z]+-\d+\.\d+")
_ID = re.compile(r"^- id: (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of a seed document (catalogue/README.md explains the columns)."""

    id: str
    paragraph: str
    section: str
    kind: str
    stage: str
    summary: str
    surface: tuple[str, ...]
    check: str

    @property
    def is_software(self) -> bool:
        """False for what only people can do; software leaves room for it."""
        return self.surface != ("human_only",)


def files(folder: Path = CATALOGUE) -> list[Path]:
    """The catalogue's files, in the order of their names."""
    return sorted(folder.glob("*.yaml"))


@cache
def requirements(path: Path) -> tuple[Requirement, ...]:
    """Every row of one file. Raises ValueError for an identifier that stands there twice."""
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe, in C
    found = tuple(
        Requirement(
            id=row["id"], paragraph=paragraph_of(row["id"]), section=row["section"], kind=row["kind"], stage=row["stage"],
            summary=row["summary"], surface=tuple(row["surface"]), check=row["check"],
        )
        for row in rows
    )  # fmt: skip
    seen = [row.id for row in found]
    if twice := {each for each in seen if seen.count(each) > 1}:
        raise ValueError(f"{path.name}: {sorted(twice)} stand there twice.")
    return found


def paragraph_of(row: str) -> str:
    """The paragraph a row belongs to, as the rules cite it.

    >>> paragraph_of("SM-2.21a"), paragraph_of("SM-2.8ii-a"), paragraph_of("SM-10.matrix-minor-likely"), paragraph_of("CE-flow-2")
    ('SM-2.21', 'SM-2.8', 'SM-10.matrix-minor-likely', 'CE-flow-2')
    """
    found = _PARAGRAPH.match(row)
    return found[0] if found else row


@cache
def identifiers(folder: Path = CATALOGUE) -> Mapping[str, str]:
    """Row identifier to the name of its file; quick, for it does not read the rows."""
    return {row: path.name for path in files(folder) for row in _ID.findall(path.read_text(encoding="utf-8"))}

"""The policy catalogue (`catalogue/*.yaml`) as this command line reads it: one row a requirement, with its paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from commands.paths import ROOT

CATALOGUE = ROOT / "catalogue"
_ID = re.compile(r"^- id: (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of a seed document (catalogue/README.md explains the columns)."""

    id: str
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
        Requirement(row["id"], row["section"], row["kind"], row["stage"], row["summary"], tuple(row["surface"]), row["check"])
        for row in rows
    )
    identifiers = [row.id for row in found]
    if twice := {each for each in identifiers if identifiers.count(each) > 1}:
        raise ValueError(f"{path.name}: {sorted(twice)} stand there twice.")
    return found


@cache
def identifiers(folder: Path = CATALOGUE) -> Mapping[str, str]:
    """Row identifier to the name of its file; quick, for it does not read the rows."""
    return {row: path.name for path in files(folder) for row in _ID.findall(path.read_text(encoding="utf-8"))}

"""The held-out text: `tests/heldout/`, written by other hands than what the models learn from."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml

from commands.paths import ROOT

FOLDER = ROOT / "tests" / "heldout"


def table(name: str) -> Any:
    """One file of it. Dates are dates; everything else is as YAML has it."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def lists(name: str) -> dict[str, list[str]]:
    """A file of lists of lines, every line as text: `no` and `2` are answers."""
    rows: dict[str, list[str]] = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return rows


def day(value: str | date) -> date:
    """A day, however YAML read it."""
    return value if isinstance(value, date) else date.fromisoformat(value)

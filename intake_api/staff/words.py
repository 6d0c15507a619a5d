"""Codes, paths and dates as staff read them (labels.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

import yaml

from service_model.dates import date_range

_LABELS: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    files("intake_api.staff").joinpath("labels.yaml").read_text(encoding="utf-8")
)


def field(path: str) -> str:
    """The name of a field of the record; a path without a label (a guard test forbids it) reads as its own words."""
    return _LABELS["fields"].get(path) or _LABELS["dialogue"].get(path) or _spaced(path.rpartition(".")[2])


def has_field(path: str) -> bool:
    """Does this path have a label?"""
    return path in _LABELS["fields"]


def code(value: str | None, empty: str = "Not known") -> str:
    """A code in words: `nhs_trust` is NHS trust, `out_of_time` is Out of time."""
    if not value:
        return empty
    return _LABELS["values"].get(value) or _spaced(value)


def action(name: str) -> str:
    """What an entry of the audit trail says happened."""
    return _LABELS["actions"].get(name) or _spaced(name)


def actor(name: str) -> str:
    """Who did it: `staff:asha` is asha (staff)."""
    kind, _, who = name.partition(":")
    return f"{who} ({kind})" if who else _spaced(name)


def answer(value: Any, *, is_date: bool = False, is_code: bool = False) -> str:
    """A fact's value as text: yes or no, a date, a code in words, or the person's own words."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if is_date:
        return vague_date(str(value))
    return code(str(value)) if is_code else str(value)


def vague_date(edtf: str) -> str:
    """An EDTF date in words: 5 March 2024; March 2024; 2024; else from the first to the last day it may mean."""
    first, last = date_range(edtf)
    if edtf == first.isoformat():
        return day(first)
    if edtf == f"{first:%Y-%m}":
        return f"{first:%B %Y}"
    if edtf == f"{first:%Y}":
        return edtf
    return f"between {day(first)} and {day(last)}"


def day(moment: date) -> str:
    """5 March 2024."""
    return f"{moment.day} {moment:%B %Y}"


def _spaced(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]

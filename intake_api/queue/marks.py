"""What a case is marked with at receipt: the rules' flags, what was read from the words, the adjustments a person needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

FLAG, ADJUSTMENT = "flag", "adjustment"
ASKED = "asked_in_words"  # an adjustment written down in the person's own words
ADJUSTMENTS = frozenset({"large_print", "bsl", "interpreter", "disability"})


def marks_of(record: Mapping[str, Any], evidence: Mapping[str, Any], determination: Mapping[str, Any]) -> set[tuple[str, str]]:
    """The marks of a case as (kind, name), from the JSON that was kept of it (SM-1.42, 1.48)."""
    return {(kind, name[:60]) for kind, name in _all(record, evidence, determination)}


def _all(record: Mapping[str, Any], evidence: Mapping[str, Any], determination: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for flag in determination.get("flags") or []:
        yield FLAG, flag["name"]
    for signal in [*(record.get("signals") or []), *(evidence.get("signals") or [])]:
        if signal["name"] in ADJUSTMENTS:
            yield ADJUSTMENT, signal.get("detail") or signal["name"]
        yield FLAG, signal["name"]
    if ((record.get("complainant") or {}).get("adjustments") or "").strip():
        yield ADJUSTMENT, ASKED


def first_due(determination: Mapping[str, Any]) -> str | None:
    """The nearest day (ISO) by which something is due after receipt, as the determination counted it (SM-1.6, 1.7)."""
    days = [row["by"] for row in (determination.get("triage") or {}).get("deadlines") or []]
    return min(days, default=None)

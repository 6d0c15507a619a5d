"""What the pages of the queue call the things one filters by."""

from __future__ import annotations

from collections.abc import Mapping

from intake_api.staff import words

FIELDS: Mapping[str, str] = {
    "status": "Status", "service": "Service", "outcome": "Outcome recommended", "risk": "Risk", "age": "Age", "due": "Deadline",
    "adjustment": "Adjustment", "flag": "Flag", "assignee": "Assigned to",
}  # fmt: skip
SORTS: Mapping[str, str] = {
    "first": "First things first", "due": "Day due (only cases that have one)", "oldest": "Oldest first",
    "newest": "Newest first",
}  # fmt: skip
CAPTIONS: Mapping[str, str] = {
    "first": "Risk of harm first, then what is due, then what was given priority, then in the order they came",
    "due": "By the day something is due", "oldest": "The oldest first", "newest": "The newest first",
}  # fmt: skip
_CODES: Mapping[tuple[str, str], str] = {
    ("status", "any"): "Any, closed too", ("status", "received"): "Waiting for triage",
    ("risk", "harm"): "Risk of harm, read from their words", ("risk", "high"): "Rated high", ("risk", "medium"): "Rated medium",
    ("risk", "low"): "Rated low", ("risk", "none"): "Not rated",
    ("age", "to_7"): "Up to 7 days", ("age", "8_to_30"): "8 to 30 days", ("age", "31_to_90"): "31 to 90 days",
    ("age", "over_90"): "More than 90 days",
    ("due", "overdue"): "Overdue", ("due", "today"): "Due today", ("due", "week"): "Due this week", ("due", "none"): "No day set",
    ("adjustment", "asked_in_words"): "Asked for in their own words",
    ("outcome", "none"): "Open question", ("assignee", "me"): "Me", ("assignee", "nobody"): "Nobody",
}  # fmt: skip


def code(field: str, value: str, usernames: Mapping[int, str] = {}) -> str:
    """A code of a field in words."""
    if field == "assignee" and value.isdecimal():
        return usernames.get(int(value), "Somebody who is not on the list")
    return _CODES.get((field, value)) or words.code(value)


def how_many(count: int, *, is_more: bool, are_at_least: bool = False) -> str:
    """A count as far as it was counted: '25 cases', '1,000+ cases'."""
    return f"{count:,}{'+' if is_more or are_at_least else ''} case{'' if count == 1 and not is_more else 's'}"

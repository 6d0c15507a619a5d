"""My work and the office's in a few counts, each the queue that it counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from intake_api.queue.conditions import Looking
from intake_api.queue.fetching import fetch_count, fetch_page
from intake_api.queue.filters import Filters
from intake_api.queue.rows import fetch_rows
from intake_api.queue.show import ADDRESS

_MINE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Risk of harm": {"assignee": ("me",), "risk": ("harm",)},
    "Overdue": {"assignee": ("me",), "due": ("overdue",)},
    "Due today": {"assignee": ("me",), "due": ("today",)},
    "All assigned to me": {"assignee": ("me",)},
}
_EVERYBODY: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Risk of harm": {"risk": ("harm",)},
    "Overdue": {"due": ("overdue",)},
    "Due today": {"due": ("today",)},
    "Assigned to nobody": {"assignee": ("nobody",)},
}
NEXT = 10


def fetch_work(session: Session, looking: Looking) -> dict[str, Any]:
    """Counts of mine and of everybody's, and what I should look at next."""
    following = fetch_page(session, Filters({"assignee": ("me",)}), looking, limit=NEXT)
    return {
        "mine": [_count(session, looking, name, chosen) for name, chosen in _MINE.items()],
        "everybody": [_count(session, looking, name, chosen) for name, chosen in _EVERYBODY.items()],
        "next": fetch_rows(session, following.ids, looking),
    }


def _count(session: Session, looking: Looking, name: str, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    filters = Filters(chosen)
    count, is_more = fetch_count(session, filters, looking)
    return {
        "name": name, "count": f"{count:,}{'+' if is_more else ''}", "href": f"{ADDRESS}?{filters.query()}",
        "is_alarming": bool(count) and name in ("Risk of harm", "Overdue"),
    }  # fmt: skip

"""What other rooms add to a case as case systems read it: each registers a section under `work`, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from intake_api.cases.models import Case

SECTIONS: dict[str, Callable[[Session, Case], Any]] = {}


def work_on(session: Session, case: Case) -> dict[str, Any]:
    """Every section: the work that staff did on the case, as JSON-like data."""
    return {name: section(session, case) for name, section in SECTIONS.items()}

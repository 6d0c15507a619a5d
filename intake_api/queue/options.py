"""Which codes there are to choose from, as the cases of today have them. Kept for a minute: they hardly change."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.queue.filters import AGES, ANY, DUES, HARM, MINE, NOBODY, NONE
from intake_api.queue.marks import ADJUSTMENT, FLAG
from intake_api.queue.models import CaseMark
from service_model.risk.policy import RATINGS

KEPT = 60.0  # seconds
STATUSES = ("received", "with_caseworker", "more_needed", "closed", ANY)


def kept_for_a_minute[T](app: FastAPI, name: str, make: Callable[[], T]) -> T:
    """What `make` answers, or answered less than a minute ago in this process."""
    if not hasattr(app.state, "kept_for_a_minute"):
        app.state.kept_for_a_minute = {}
    store: dict[str, tuple[float, Any]] = app.state.kept_for_a_minute
    kept = store.get(name)
    if kept is None or time.monotonic() - kept[0] > KEPT:
        kept = store[name] = (time.monotonic(), make())
    found: T = kept[1]
    return found


def fetch_options(session: Session) -> Mapping[str, tuple[str, ...]]:
    """Field to codes; `assignee` has only those that need no name."""
    return {
        "status": STATUSES, "service": _distinct(session, Case.authority), "outcome": (*_distinct(session, Case.outcome), NONE),
        "risk": (HARM, *reversed(RATINGS), NONE), "age": tuple(AGES), "due": DUES,
        "adjustment": _distinct(session, CaseMark.name, CaseMark.kind == ADJUSTMENT),
        "flag": _distinct(session, CaseMark.name, CaseMark.kind == FLAG), "assignee": (MINE, NOBODY),
    }  # fmt: skip


def _distinct(session: Session, column: Any, *where: ColumnElement[bool]) -> tuple[str, ...]:
    """The values of a column, by jumps along its index: a million rows with thirty values are thirty steps."""
    first = select(func.min(column).label("value")).where(*where).cte("steps", recursive=True)
    following = select(func.min(column)).where(column > first.c.value, *where).correlate(first).scalar_subquery()
    steps = first.union_all(select(following).where(first.c.value.is_not(None)))
    return tuple(value for value in session.scalars(select(steps.c.value)) if value is not None)

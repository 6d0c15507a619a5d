"""Finds cases. Every query of the room stands here, named by what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, defer, selectinload

from intake_api.cases.models import Case

PAGE = 25


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of the queue ends; written into the address of the next page as priority.microseconds.id."""

    priority: int
    received_at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.priority}.{int(self.received_at.timestamp() * 1_000_000)}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Raises ValueError for what is no cursor of ours."""
        priority, micros, row_id = (int(part) for part in text.split("."))
        if not (0 <= priority < 100 and 0 <= micros < 10**17 and 0 <= row_id < 2**31):
            raise ValueError(text)
        seconds, rest = divmod(micros, 1_000_000)
        return cls(priority, datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), row_id)


def fetch_case(session: Session, *, reference: str) -> Case | None:
    """The case with this reference (as we write it), with what came with it."""
    whole = (selectinload(Case.determinations), selectinload(Case.consents), selectinload(Case.contact))
    return session.scalars(select(Case).where(Case.reference == reference).options(*whole)).one_or_none()


def fetch_queue(
    session: Session, *, status: str, after: Cursor | None = None, limit: int = PAGE
) -> tuple[list[Case], Cursor | None]:
    """A page of cases waiting: risk of harm first, then as received; and where the next page begins, if there is one."""
    place = (Case.priority, Case.received_at, Case.id)
    query = select(Case).where(Case.status == status).order_by(*place).limit(limit + 1)
    query = query.options(defer(Case.record), selectinload(Case.determinations))
    if after is not None:
        query = query.where(tuple_(*place) > tuple_(after.priority, after.received_at, after.id))
    cases = list(session.scalars(query))
    if len(cases) <= limit:
        return cases, None
    last = cases[limit - 1]
    return cases[:limit], Cursor(last.priority, last.received_at, last.id)

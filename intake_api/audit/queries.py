"""Finds entries of the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.audit.models import AuditEvent
from intake_api.clock import LONDON

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What to look for: a case (or another subject), who, and London days, the last one included."""

    subject: str | None = None
    actor: str | None = None
    first_on: date | None = None
    last_on: date | None = None

    @property
    def used(self) -> Mapping[str, str | None]:
        """The names of what is filled in, for the trail of looking at the trail."""
        names = {"subject": self.subject, "actor": self.actor, "first_on": self.first_on, "last_on": self.last_on}
        return {name: "given" for name, value in names.items() if value}


def fetch_page(
    session: Session, wanted: Filter, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[AuditEvent], int | None]:
    """Newest first; and the id before which the next page begins, if there is one."""
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit + 1)
    if wanted.subject:
        query = query.where(AuditEvent.subject == wanted.subject)
    if wanted.actor:
        query = query.where(AuditEvent.actor == wanted.actor)
    if wanted.first_on:
        query = query.where(AuditEvent.at >= _midnight(wanted.first_on))
    if wanted.last_on:
        query = query.where(AuditEvent.at < _midnight(wanted.last_on + timedelta(days=1)))
    if before is not None:
        query = query.where(AuditEvent.id < before)
    found = list(session.scalars(query))
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)

"""Writes and reads the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.audit.models import AuditEvent


def record(
    session: Session,
    *,
    actor: str,
    action: str,
    at: datetime,
    subject: str | None = None,
    fields: Iterable[str] = (),
    before: Mapping[str, str | None] | None = None,
    after: Mapping[str, str | None] | None = None,
) -> AuditEvent:
    """Adds an entry in the session's own transaction, so that a change and its trace stand or fall together.

    `fields` are names; `before` and `after` hold codes (a status, an outcome), never what a person wrote.
    """
    details: dict[str, Any] = {}
    for name, value in (("fields", sorted(fields)), ("before", dict(before or {})), ("after", dict(after or {}))):
        if value:
            details[name] = value
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    event = AuditEvent(actor=actor, action=action, at=at, subject=subject, details=details, request_id=request_id)
    session.add(event)
    return event


def fetch_events_about(session: Session, *, subject: str, limit: int = 200) -> list[AuditEvent]:
    """The newest entries about a subject, oldest of them first."""
    query = select(AuditEvent).where(AuditEvent.subject == subject).order_by(AuditEvent.id.desc()).limit(limit)
    return list(reversed(session.scalars(query).all()))

"""Writes and reads the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import event, select
from sqlalchemy.orm import Session, SessionTransaction

from intake_api.audit import chain
from intake_api.audit.models import AuditEvent

_WAITING = "audit_entries"


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
    """Adds an entry to the session's own transaction, so that a change and its trace stand or fall together.

    It is written when the session commits, as the last thing: the end of the chain is held for that moment only, and no two
    transactions can wait for each other because of it. `fields` are names; `before` and `after` hold codes (a status, an
    outcome), never what a person wrote.
    """
    details: dict[str, Any] = {}
    for name, value in (("fields", sorted(fields)), ("before", dict(before or {})), ("after", dict(after or {}))):
        if value:
            details[name] = value
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    entry = AuditEvent(actor=actor, action=action, at=at, subject=subject, details=details, request_id=request_id)
    session.connection()  # begins the transaction: without one there is nothing that `commit` would end
    session.info.setdefault(_WAITING, []).append(entry)
    return entry


def fetch_events_about(session: Session, *, subject: str, limit: int = 200) -> list[AuditEvent]:
    """The newest entries about a subject, oldest of them first. What this session has recorded and not committed is not there."""
    query = select(AuditEvent).where(AuditEvent.subject == subject).order_by(AuditEvent.id.desc()).limit(limit)
    return list(reversed(session.scalars(query).all()))


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    if session.info.get(_WAITING) and not session.in_nested_transaction():
        session.flush()  # first all else, so that nothing waits while the end of the chain is held
        chain.append(session, session.info.pop(_WAITING))


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _previous: SessionTransaction) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_WAITING, None)

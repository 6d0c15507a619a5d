"""What is deleted because its time is up, in one place. The outbox worker calls `sweep` once an hour.

A case and what belongs to it (transcript, consents, audit trail) stay until their case is disposed of.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, delete, or_
from sqlalchemy.orm import Session, sessionmaker

from intake_api.cases.models import IdempotencyKey
from intake_api.conversations import service as conversations
from intake_api.db.base import start_writing
from intake_api.staff.models import LoginFailure, StaffSession

KEEP_KEYS = timedelta(days=30)  # nobody sends the same request again after that
KEEP_FAILURES = timedelta(days=1)  # the limit on failed log-ins looks back minutes


def sweep(sessions: sessionmaker[Session], *, now: datetime) -> dict[str, int]:
    """Deletes what has expired and commits. Answers how many rows of each: conversations, keys, log-ins and failures."""
    deleted = {"conversations": conversations.sweep(sessions, now=now)}
    with sessions() as session:
        start_writing(session)
        for name, rows in _expired(now).items():
            deleted[name] = cast("CursorResult[Any]", session.execute(rows)).rowcount
        session.commit()
    return deleted


def _expired(now: datetime) -> dict[str, Delete]:
    ended = or_(StaffSession.expires_at <= now, StaffSession.revoked_at <= now)
    return {
        "idempotency_keys": delete(IdempotencyKey).where(IdempotencyKey.created_at <= now - KEEP_KEYS),
        "staff_sessions": delete(StaffSession).where(ended),
        "login_failures": delete(LoginFailure).where(LoginFailure.at <= now - KEEP_FAILURES),
    }

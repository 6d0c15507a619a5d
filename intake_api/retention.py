"""What is deleted because its time is up, in one place. The outbox worker calls `sweep` once an hour.

A case and what belongs to it (transcript, calls, consents, audit trail) stay until their case is disposed of.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, delete, or_
from sqlalchemy.orm import Session, sessionmaker

from intake_api.calls import keeping as calls
from intake_api.cases.models import IdempotencyKey
from intake_api.conversations import service as conversations
from intake_api.db.base import start_writing
from intake_api.queue import searches
from intake_api.resume import service as resume
from intake_api.staff.models import KeptForm, LoginFailure, StaffSession

KEEP_KEYS = timedelta(days=30)  # nobody sends the same request again after that
KEEP_SESSIONS = timedelta(days=1)  # a form that comes after its session ended is still known to be somebody's
KEEP_FAILURES = timedelta(days=1)  # the limit on failed log-ins looks back minutes


def sweep(sessions: sessionmaker[Session], *, now: datetime) -> dict[str, int]:
    """Deletes what has expired and commits. Answers how many rows of each: conversations, keys, log-ins and failures,

    and what saving leaves (codes, messages that could not leave, counters).
    """
    deleted = {"conversations": conversations.sweep(sessions, now=now, spared=calls.of_cases())}
    with sessions() as session:
        start_writing(session)
        for name, rows in _expired(now).items():
            deleted[name] = cast("CursorResult[Any]", session.execute(rows)).rowcount
        deleted["resume"] = resume.delete_expired(session, now=now)
        session.commit()
        _take_stock(session)
    return deleted


def _take_stock(session: Session) -> None:
    """Lets SQLite look at what its tables hold, so that it chooses the right index; PostgreSQL does so by itself."""
    if session.get_bind().dialect.name == "sqlite":
        for statement in ("PRAGMA analysis_limit = 1000", "PRAGMA optimize"):
            session.connection().exec_driver_sql(statement)
        session.commit()


def _expired(now: datetime) -> dict[str, Delete]:
    ended = or_(StaffSession.expires_at <= now - KEEP_SESSIONS, StaffSession.revoked_at <= now - KEEP_SESSIONS)
    return {
        "idempotency_keys": delete(IdempotencyKey).where(IdempotencyKey.created_at <= now - KEEP_KEYS),
        "staff_sessions": delete(StaffSession).where(ended),
        "staff_kept_forms": delete(KeptForm).where(KeptForm.expires_at <= now),
        "queue_searches": searches.expired(now),
        "calls": calls.expired(now),
        "login_failures": delete(LoginFailure).where(LoginFailure.at <= now - KEEP_FAILURES),
    }

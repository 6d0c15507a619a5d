"""The audit table. Triggers (migration 0001) refuse UPDATE and DELETE on both databases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.db.base import Base, UtcDateTime


class AuditEvent(Base):
    """One thing that happened. `actor` is staff:<username>, service, person or system; `subject` a case reference or so.

    `details` holds {"fields": [names], "before": {field: code}, "after": {field: code}} and codes only. No foreign key:
    the trail outlives what it tells of.
    """

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_subject", "subject", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(String(60))
    request_id: Mapped[str | None] = mapped_column(String(64))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

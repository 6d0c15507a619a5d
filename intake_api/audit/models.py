"""The audit tables. Triggers (migrations 0001, 0008) refuse UPDATE and DELETE of the entries on both databases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.db.base import Base, UtcDateTime

THE_ONE = 1


class AuditEvent(Base):
    """One thing that happened. `actor` is staff:<username>, service, person or system; `subject` a case reference or so.

    `details` holds {"fields": [names], "before": {field: code}, "after": {field: code}} and codes only. No foreign key:
    the trail outlives what it tells of. `position` counts from 1 without a gap; `digest` is over this entry and the digest
    of the one before (`chain.digest`).
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_subject", "subject", "id"),
        Index("ix_audit_events_actor", "actor", "id"),
        Index("ix_audit_events_at", "at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(String(60))
    request_id: Mapped[str | None] = mapped_column(String(64))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    position: Mapped[int] = mapped_column(Integer, unique=True)
    digest: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """Where the chain ends: one row. Who writes takes it first, so that two writers stand in a queue and keep one chain."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))

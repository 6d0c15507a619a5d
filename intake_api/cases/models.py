"""Tables of the case: the record as submitted, the determination, consents, contacts, idempotency keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intake_api.db.base import Base, UtcDateTime

RISK_FIRST, ORDINARY = 0, 5


class Case(Base):
    """One complaint received. `record` is what was sent, to the letter; the columns beside it are for finding it.

    `evidence` is what the conversation adds: {"consents": [...], "signals": [...]}. `priority` sorts the queue: risk of
    harm first. `outcome` and `closure_code` repeat the recommendation of the newest determination.
    """

    __tablename__ = "cases"
    __table_args__ = (Index("ix_cases_queue", "status", "priority", "received_at", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    status: Mapped[str] = mapped_column(String(30))
    authority: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str | None] = mapped_column(String(20))
    priority: Mapped[int] = mapped_column(SmallInteger)
    outcome: Mapped[str | None] = mapped_column(String(60))
    closure_code: Mapped[str | None] = mapped_column(String(300))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    complainant_name: Mapped[str | None] = mapped_column(String(200))
    organisation: Mapped[str | None] = mapped_column(String(300))
    conversation_id: Mapped[str | None] = mapped_column(String(36), index=True)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    determinations: Mapped[list[DeterminationSnapshot]] = relationship(order_by="DeterminationSnapshot.id")
    consents: Mapped[list[CaseConsent]] = relationship(order_by="CaseConsent.id")
    contact: Mapped[Contact | None] = relationship()


class DeterminationSnapshot(Base):
    """What the rules answered about a case, and by which version of the guidance. `body` is the published shape."""

    __tablename__ = "determinations"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    guidance: Mapped[str] = mapped_column(String(120))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class CaseConsent(Base):
    """One answer to one purpose: which wording was shown, what was answered, when, by which channel."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(60))
    given: Mapped[bool] = mapped_column(Boolean)
    wording_version: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    channel: Mapped[str] = mapped_column(String(20))


class Contact(Base):
    """How to reach the person about this case, and what is safe. It may change later; the record does not."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    address: Mapped[str | None] = mapped_column(String(500))
    postcode: Mapped[str | None] = mapped_column(String(10))
    preferred_contact: Mapped[str | None] = mapped_column(String(10))
    contact_times: Mapped[str | None] = mapped_column(Text)
    safe_contact: Mapped[str | None] = mapped_column(Text)
    adjustments: Mapped[str | None] = mapped_column(Text)


class IdempotencyKey(Base):
    """A key a caller sent (its SHA-256) and the request it stood for, so that sending twice makes one case."""

    __tablename__ = "idempotency_keys"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

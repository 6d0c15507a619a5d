"""Tables of the case: the record as submitted, the determination, consents, contacts, idempotency keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, ForeignKey, Index, Integer, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intake_api.db.base import Base, UtcDateTime

RISK_FIRST, PRIORITISED, ORDINARY = 0, 2, 5
CLOSED = "closed"
FIRST_CLOSED_KEY = 200_000_000_000_000_000  # every open case has a smaller `queue_key`, every closed one none smaller
_OPEN = text(f"queue_key < {FIRST_CLOSED_KEY}")


class Case(Base):
    """One complaint received. `record` is what was sent, to the letter; the columns beside it are for finding it.

    `evidence` is what the conversation adds: {"consents": [...], "signals": [...]}. `priority`: risk of harm (0),
    given priority by worksheet (2; SM-1.39, 3.100), ordinary. `outcome` and `closure_code` repeat the
    recommendation of the newest determination. `version` counts the changes staff made: a form that was filled in on an
    older one is shown what changed, and overwrites nothing. `due_on` is the nearest day by which something is due, `risk`
    the newest rating. `queue_key` is its place in the queue as one number (open before closed, risk of harm, day due,
    priority, second received); triggers keep it (migration 0009).
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_order", "queue_key", "id"),
        Index("ix_cases_received", "received_at", "id"),
        Index("ix_cases_due", "due_on", "id"),
        Index("ix_cases_outcome", "outcome", "queue_key", "id"),
        Index("ix_cases_assignee", "assignee_id", "queue_key", "id"),
        Index("ix_cases_risk", "risk", "queue_key", "id"),
        Index("ix_cases_team", "team", "queue_key", "id"),
        Index("ix_cases_team_risk", "team", "risk", "queue_key", "id"),
        Index("ix_cases_open_received", "received_at", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(  # all that the queue filters by: open cases are found without looking at them
            "ix_cases_open", "queue_key", "id", "status", "authority", "outcome", "risk", "assignee_id", "team", "due_on",
            "received_at", "priority", sqlite_where=_OPEN, postgresql_where=_OPEN,
        ),
    )  # fmt: skip

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
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    team: Mapped[str | None] = mapped_column(String(60))
    due_on: Mapped[date | None] = mapped_column(Date)
    risk: Mapped[str | None] = mapped_column(String(20))
    queue_key: Mapped[int] = mapped_column(BigInteger, server_default="0", deferred=True)
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
    """How to reach the person about this case, and what is safe. It may change later; the record does not.

    Letters call them by `title` and `surname`, or, once they said how they wish it, by `address_as` (SM-1.32).
    """

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
    title: Mapped[str | None] = mapped_column(String(30))
    surname: Mapped[str | None] = mapped_column(String(100))
    address_as: Mapped[str | None] = mapped_column(String(100))


class IdempotencyKey(Base):
    """A key a caller sent (its SHA-256) and the request it stood for, so that sending twice makes one case.

    `made` names what it made on a case that was there already (`adjustment-4`), None for the case itself.
    """

    __tablename__ = "idempotency_keys"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made: Mapped[str | None] = mapped_column(String(40))

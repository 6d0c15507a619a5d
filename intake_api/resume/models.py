"""Tables of saving: codes, messages that still have to leave, and counters that limit trying and sending."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intake_api.conversations.models import Conversation
from intake_api.db.base import Base, UtcDateTime


class ResumeCode(Base):
    """One code for one talk. Neither code nor contact stands here: `contact_key` is a keyed digest, and the code is a

    keyed digest of `seed` (short_codes), so that whoever reads this table without the server's secret can open nothing.
    A used code stays until it expires: it still says which talks a contact may ask a new code for.
    """

    __tablename__ = "resume_codes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    contact_key: Mapped[str] = mapped_column(String(64), index=True)
    seed: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    conversation: Mapped[Conversation] = relationship(lazy="joined", innerjoin=True)


class ResumeMessage(Base):
    """One message that has to leave, deleted as soon as it has left. The only place that holds a contact in clear.

    Without a `code_id` it is a wish for a new code, by somebody who may or may not be known to us: the worker finds out.
    """

    __tablename__ = "resume_messages"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code_id: Mapped[int | None] = mapped_column(ForeignKey("resume_codes.id", ondelete="CASCADE"), index=True)
    contact_key: Mapped[str] = mapped_column(String(64))
    contact: Mapped[str] = mapped_column(String(320))
    method: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    lease: Mapped[str | None] = mapped_column(String(40))
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    code: Mapped[ResumeCode | None] = relationship(lazy="joined")


class ResumeLimit(Base):
    """How often something happened since its window began. `key` is a keyed digest of what is counted, and of what for."""

    __tablename__ = "resume_limits"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    counted: Mapped[int] = mapped_column(Integer)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

"""Tables of the telephone: calls, checks of identity, attempts to reach somebody, call-backs promised."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.db.base import Base, UtcDateTime

OPEN, LATER, ENDED = "open", "later", "ended"


class Call(Base):
    """One call. `conversation_id` is what was said; `case_id` the case that the caller is already known from.

    `note` is the running note, kept only once the caller has agreed; `note_version` counts its changes, so that two members
    of staff overwrite nothing; `note_read` is the digest of what the assistant has read of it. `status` is open, later (the
    caller rang off: to be finished) or ended. `wishes` has the shape of contact_preferences.ContactPreferences; `seen_before`
    names the cases of which staff said that this is another request (SM-1.1).
    The other columns are answers of the page about how it ended; None is not asked.
    """

    __tablename__ = "calls"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="SET NULL"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"), index=True)
    status: Mapped[str] = mapped_column(String(10), default=OPEN)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    note_version: Mapped[int] = mapped_column(Integer, default=0)
    note_read: Mapped[str | None] = mapped_column(String(64))
    ended_by: Mapped[str | None] = mapped_column(String(20))
    decision_given: Mapped[bool | None] = mapped_column(Boolean)
    written_wanted: Mapped[bool | None] = mapped_column(Boolean)
    form_completed: Mapped[bool | None] = mapped_column(Boolean)
    joint_consent: Mapped[str | None] = mapped_column(String(20))
    wishes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    seen_before: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")


class IdentityCheck(Base):
    """Who a caller turned out to be: which questions were asked and whether the answers fitted, never the answers.

    `asked` is [{"question": code, "fits": bool}]; `not_asked_because` why none was (SM-1.64). `third_party` is who they are
    if not the complainant, `authority_given` whether the complainant has agreed that we tell them (SM-1.65).
    """

    __tablename__ = "identity_checks"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    doubts: Mapped[bool] = mapped_column(Boolean)
    not_asked_because: Mapped[str | None] = mapped_column(Text)
    third_party: Mapped[str | None] = mapped_column(String(20))
    authority_given: Mapped[bool | None] = mapped_column(Boolean)
    is_known: Mapped[bool] = mapped_column(Boolean)
    may_be_told: Mapped[bool] = mapped_column(Boolean)


class Attempt(Base):
    """One attempt to reach the complainant of a case; `reached` is None while nobody wrote down how it went."""

    __tablename__ = "contact_attempts"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    way: Mapped[str] = mapped_column(String(10))
    reached: Mapped[bool | None] = mapped_column(Boolean)


class CallBack(Base):
    """A call-back that was promised on a call, the last moment for it, and when it was made."""

    __tablename__ = "call_backs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

"""Tables of the talk: conversations, their messages, the consents given in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.db.base import Base, UtcDateTime

Status = Literal["open", "submit_pending", "submitted", "stopped"]
Sender = Literal["person", "assistant"]


class Conversation(Base):
    """One talk with one person, by chat, form or telephone. Before consent it is an empty row: no word of theirs.

    `state` is what the assistant needs to go on: {"slots": {...}, "active_loop": str | None}. `attempts` counts
    how often the assistant failed on the message it is to hear next. `lock_owner` and `locked_until` (seconds since
    1970) let one process at a time handle a message, on any database.
    """

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    status: Mapped[str] = mapped_column(String(20), default="open", index=True)
    has_consent: Mapped[bool] = mapped_column(Boolean, default=False)
    is_opened: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    asked: Mapped[str | None] = mapped_column(String(60))
    signals: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    reference: Mapped[str | None] = mapped_column(String(40), index=True)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    lock_owner: Mapped[str | None] = mapped_column(String(36))
    locked_until: Mapped[float] = mapped_column(Float, default=0.0)


class Message(Base):
    """One message, verbatim. A person's has a `message_id`, unique in its conversation, and is sent on once.

    `reply_to` is the `seq` of the person's message that an assistant's message answers. `choice` is the payload of
    the button pressed; `text` is then its title. `kind` marks what is not plain talk: safety, form, notice.
    """

    __tablename__ = "conversation_messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "message_id", name="uq_conversation_messages_message_id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    seq: Mapped[int] = mapped_column(Integer)
    sender: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    choice: Mapped[str | None] = mapped_column(Text)
    buttons: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    message_id: Mapped[str | None] = mapped_column(String(64))
    reply_to: Mapped[int | None] = mapped_column(Integer)
    delivered: Mapped[bool] = mapped_column(Boolean, default=True)
    kind: Mapped[str] = mapped_column(String(20), default="talk")


class ConsentRow(Base):
    """One answer to one purpose: which wording was shown (name and hash), what was answered, when, by which channel."""

    __tablename__ = "conversation_consents"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    given: Mapped[bool] = mapped_column(Boolean)
    wording_version: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    channel: Mapped[str] = mapped_column(String(20))

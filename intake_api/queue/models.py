"""Tables of the queue: what a case is marked with, words searched for, saved views. `word_index` has the index of words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.db.base import Base, UtcDateTime


class CaseMark(Base):
    """One thing a case is marked with, so that it can be found by it. `kind` is flag or adjustment, `name` a code."""

    __tablename__ = "case_marks"
    __table_args__ = (Index("ix_case_marks_name", "kind", "name", "case_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)


class Search(Base):
    """Words that a member of staff searched for. The address of the page holds the random `id`, never the words."""

    __tablename__ = "queue_searches"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class SavedView(Base):
    """A queue that a member of staff comes back to: its codes, its words if any, and when it was last opened."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    codes: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    words: Mapped[str | None] = mapped_column(String(300))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)

"""The table of the operator's switch: one row, the newest state. Who changed it when also stands in the audit trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.db.base import Base, UtcDateTime

THE_ONE = 1


class AssistantSwitch(Base):
    """Is the assistant on, and what should people read about it? No row means on, with nothing to say."""

    __tablename__ = "assistant_switch"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    is_on: Mapped[bool] = mapped_column(Boolean)
    notice: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

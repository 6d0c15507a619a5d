"""The table of reasons that the audit trail holds a digest of."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.casework.models import OfCase
from intake_api.db.base import Base


class CaseReason(OfCase, Base):
    """Why staff did what the trail names with a digest of this text. It goes when the case goes (casework.reasons)."""

    __tablename__ = "case_reasons"

    action: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)

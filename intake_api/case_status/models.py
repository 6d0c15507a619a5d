"""Tables of the status: the seed of each case's code, and the steps a case has taken."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.db.base import Base, UtcDateTime

Step = Literal["with_caseworker", "more_needed", "closed"]


class StatusCode(Base):
    """What a case's code is made from. The code is a keyed digest of `seed` (short_codes): without the server's secret

    nobody who reads this table can open a status.
    """

    __tablename__ = "case_status_codes"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    seed: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CaseStep(Base):
    """One step, as a person is told of it. That it was received stands in the case itself."""

    __tablename__ = "case_steps"
    __table_args__ = (Index("ix_case_steps_case_id_at", "case_id", "at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    step: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

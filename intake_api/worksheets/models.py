"""Tables of the worksheets. Rows are only ever added: a correction is a new version."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.casework.models import OfCase
from intake_api.db.base import Base


class CaseWorksheet(OfCase, Base):
    """One version of one worksheet: of the case, of a component, or an entry (from 1; 0 where it is none).

    `answers` holds what is known, in the shape of the kind's facts; `changed` the fields that differ from the version before.
    """

    __tablename__ = "case_worksheets"
    __table_args__ = (Index("ix_case_worksheets_of", "case_id", "kind", "id"),)

    kind: Mapped[str] = mapped_column(String(60))
    component_id: Mapped[int | None] = mapped_column(ForeignKey("case_components.id", ondelete="CASCADE"))
    entry: Mapped[int] = mapped_column(Integer, default=0)
    version: Mapped[int] = mapped_column(Integer)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_finished: Mapped[bool] = mapped_column(Boolean)

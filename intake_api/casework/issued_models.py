"""The table of what was issued of an investigation."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.casework.models import OfCase
from intake_api.db.base import Base


class CaseIssued(OfCase, Base):
    """Provisional views, or the final report, as they were issued (SM-1.54, 8.1, 9.14). `kind`: provisional_views, final_report.

    `sent_to` are codes of parties, `named_persons` names. `comments_by`: until when provisional views may be commented on.
    `recommendations`: what it recommends, each in words; empty where it recommends nothing, None where nobody has said.
    `not_shared_because`: why somebody who should have it was left out. The sign-off is that of a joint case.
    """

    __tablename__ = "case_issued"

    kind: Mapped[str] = mapped_column(String(30))
    issued_on: Mapped[date] = mapped_column(Date)
    sent_to: Mapped[list[str]] = mapped_column(JSON, default=list)
    named_persons: Mapped[list[str]] = mapped_column(JSON, default=list)
    comments_by: Mapped[date | None] = mapped_column(Date)
    recommendations: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    not_shared_because: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    signed_off_by: Mapped[str | None] = mapped_column(String(200))
    signed_off_on: Mapped[date | None] = mapped_column(Date)

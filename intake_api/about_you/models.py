"""The table of the answers: apart from the case record, gone with the case, and at once when the person takes them back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.db.base import Base, UtcDateTime


class AboutYou(Base):
    """What one person told us about themselves. It stands here only with their explicit consent, of which `wording` says what

    they agreed to and `agreed_at` when. `answers`: question to answer, as in questions.yaml.
    """

    __tablename__ = "about_you"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    wording: Mapped[str] = mapped_column(String(80))
    agreed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

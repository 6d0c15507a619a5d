"""The table of parties as staff added or mended them."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.casework.models import OfCase
from intake_api.db.base import Base


class CasePartyRow(OfCase, Base):
    """One person or organisation as staff added or mended it (SM-1.12). The newest row of a `place` counts.

    `place` is one that the complaint names (parties.place_of) or `added-1`; `off_because` why it is no party after all.
    """

    __tablename__ = "case_parties"

    place: Mapped[str] = mapped_column(String(60))
    role: Mapped[str] = mapped_column(String(40))
    name: Mapped[str | None] = mapped_column(String(200))
    type: Mapped[str | None] = mapped_column(String(30))
    organisation: Mapped[str | None] = mapped_column(String(300))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    address: Mapped[str | None] = mapped_column(String(500))
    off_because: Mapped[str | None] = mapped_column(Text)

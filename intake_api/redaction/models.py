"""The table of copies for others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.casework.models import OfCase
from intake_api.db.base import Base, UtcDateTime


class CaseCopy(OfCase, Base):
    """A copy of one text of the case, or of a file as pictures, for one recipient.

    `source` is what it is of: story, file, letter:3, evidence:ID (its words), scan:ID (its pages as pictures). `recipient` is the
    kind of party, `recipient_name` who it is. `digest` is the SHA-256 of the original that was marked: another one says that the
    original has changed since. `marks` are places in it, so that what is hidden stands here no second time: [[start, end, why]]
    of a text, [[page, columns, rows, left, top, right, bottom, why]] of a scan (squares.Box). `text` is the copy once it is made:
    it no longer changes then. Of a scan it says what is hidden where, and the pictures are drawn from the file and these marks
    whenever the copy is taken.
    """

    __tablename__ = "case_copies"

    source: Mapped[str] = mapped_column(String(60))
    recipient: Mapped[str] = mapped_column(String(30))
    recipient_name: Mapped[str | None] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    marks: Mapped[list[list[Any]]] = mapped_column(JSON)
    text: Mapped[str | None] = mapped_column(Text)
    copied_by: Mapped[str | None] = mapped_column(String(80))
    copied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

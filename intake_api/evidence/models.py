"""Tables of evidence: what was added to which talk, and the content behind it, once however often it was sent."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import JSON, BigInteger, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intake_api.db.base import Base, UtcDateTime

Scan = Literal["none", "waiting", "clean", "infected"]
KINDS = ("final_response", "consent", "photo", "other")


class EvidenceBlob(Base):
    """Content as it is kept, found by its SHA-256. It goes when no file needs it.

    `scan`: none (no scanner is set up), waiting (the scanner was away), clean, infected (found later: the content is deleted,
    this row stays to say so). `scan_at` is when it was scanned, or when to try next.
    """

    __tablename__ = "evidence_blobs"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    scan: Mapped[str] = mapped_column(String(10), index=True)
    scan_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)


class EvidenceFile(Base):
    """One file of one talk. `name` is the person's name for it, cleaned; `sent_sha256` is of the bytes as they came.

    `upload_id` is the sender's own number for it: sent again after a bad line, it is the same file. `format` is what the
    content is (pdf, jpeg, png, docx, txt); `flags` names what staff should know before they open it.
    """

    __tablename__ = "evidence_files"
    __table_args__ = (
        UniqueConstraint("conversation_id", "upload_id", name="uq_evidence_files_upload_id"),
        UniqueConstraint("conversation_id", "sent_sha256", name="uq_evidence_files_sent_sha256"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(ForeignKey("evidence_blobs.sha256"), index=True)
    sent_sha256: Mapped[str] = mapped_column(String(64))
    upload_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))
    format: Mapped[str] = mapped_column(String(10))
    flags: Mapped[list[str]] = mapped_column(JSON, default=list)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)

    blob: Mapped[EvidenceBlob] = relationship(lazy="joined", innerjoin=True)
